package io.qundun.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code qundun up --once} on good and bad lines: it ends by itself and its sums agree. */
class UpOnceTest {

    private static final long START = 1_600_000_000_000L;
    private static final int GOOD = 500;

    @TempDir private Path folder;

    @Test
    void endsByItselfWithSumsThatAgree() throws Exception {
        Path input = folder.resolve("chat.jsonl");
        Files.write(input, input());
        Path accounts = folder.resolve("accounts.jsonl");
        StringBuilder statuses = new StringBuilder();
        for (int user = 0; user < 20; user++) {
            statuses.append(
                    "{\"userId\":\"u%d\",\"status\":\"%s\",\"effectiveFrom\":0}%n"
                            .formatted(user, user == 19 ? "unverified" : "verified"));
        }
        Files.writeString(accounts, statuses.toString());
        Path out = folder.resolve("out");

        ChildCommand up =
                ChildCommand.run(
                        out,
                        "up",
                        "--once",
                        "--replay",
                        input.toString(),
                        "--accounts",
                        accounts.toString(),
                        "--rate",
                        "500");

        assertThat(up.status()).as(up.err()).isZero();
        List<String> lines = Files.readAllLines(out);
        JsonNode summary = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        int bad = 6;
        assertThat(summary.path("messages").asInt()).isEqualTo(GOOD + bad);
        assertThat(summary.path("deadLetters").asInt()).isEqualTo(bad);
        assertThat(summary.path("verdicts").asInt()).isEqualTo(GOOD);
        assertThat(summary.path("evidence").asInt()).isEqualTo(summary.path("flagged").asInt());
        // One message in 20 is of an unverified sender.
        assertThat(summary.path("flagged").asInt()).isGreaterThanOrEqualTo(GOOD / 20);
        assertThat(summary.path("commands").asInt()).isGreaterThanOrEqualTo(GOOD / 20);
        // What still waits for its time are the measures in force.
        assertThat(summary.path("pending").asInt())
                .isEqualTo(
                        summary.path("measures").asInt()
                                - summary.path("liftings").asInt()
                                - summary.path("reversals").asInt());
        assertThat(summary.path("late").asInt()).isZero();
        assertThat(summary.path("latencyMs").path("p50").isNumber()).isTrue();
        assertThat(summary.path("latencyMs").path("p99").isNumber()).isTrue();
    }

    /**
     * 500 messages, one of them empty and one of a megabyte with a thousand hits, and six bad
     * lines.
     */
    private static byte[] input() throws Exception {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = 0; i < GOOD; i++) {
            String text = i == 100 ? "" : i == 200 ? huge() : "今天天气不错" + i;
            input.writeBytes(line("m" + i, "\"" + text + "\"", START + i * 1000L));
            switch (i) {
                case 10 -> input.writeBytes("{\"messageId\":\n".getBytes(StandardCharsets.UTF_8));
                case 20 -> {
                    input.writeBytes("{\"text\":\"".getBytes(StandardCharsets.UTF_8));
                    input.write(0xff);
                    input.writeBytes("\"}\n".getBytes(StandardCharsets.UTF_8));
                }
                case 30 -> input.writeBytes(line("null-text", "null", START));
                case 40 -> input.writeBytes(line("year-1970", "\"你好\"", 86_400_000L));
                case 50 -> input.writeBytes(line("year-2090", "\"你好\"", 3_786_912_000_000L));
                case 60 -> input.writeBytes("[]\n".getBytes(StandardCharsets.UTF_8));
                default -> {}
            }
        }
        return input.toByteArray();
    }

    private static byte[] line(String id, String text, long sentAt) {
        return ("{\"messageId\":\""
                        + id
                        + "\",\"groupId\":\"g"
                        + sentAt / 1000 % 5
                        + "\",\"senderId\":\"u"
                        + sentAt / 1000 % 20
                        + "\",\"sentAt\":"
                        + sentAt
                        + ",\"text\":"
                        + text
                        + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String huge() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("网上赌博").append("今天天气不错".repeat(54));
        }
        return text.toString();
    }
}
