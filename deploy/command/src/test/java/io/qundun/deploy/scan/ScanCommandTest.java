package io.qundun.deploy.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScanCommandTest {

    @TempDir private Path dir;
    private Path policy;
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void writeAPolicy() throws IOException {
        policy = dir.resolve("policy");
        write(
                "policy.yaml",
                """
                id: fixture
                version: 7
                title: {zh: 测试, en: fixture}
                languages: [zh, en]
                unknown: refuse
                appeal: https://example.org/appeal
                categories:
                  - {id: gambling, title: {zh: 赌博, en: gambling}, clause: provisions-2017/10, severity: 3}
                rules:
                  - id: gambling-term
                    mode: live
                    clause: provisions-2017/10
                    category: gambling
                    when: keyword.gambling >= 1
                    action: remove
                    severity: 3
                """);
        write("lexicon/gambling.tsv", "网上赌博\tgambling\t3\n");
        write(
                "examples/gambling.jsonl",
                """
                {"text": "网上赌博", "expect": {"action": "remove", "categories": ["gambling"]}}
                """);
    }

    private void write(String path, String text) throws IOException {
        Path file = policy.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int scan(OutputStream answers, Path input) {
        return new CommandLine(new ScanCommand(answers))
                .setErr(new PrintWriter(err, true))
                .execute("--policy", policy.toString(), "--input", input.toString());
    }

    private List<JsonNode> answers(int status, String... lines) throws IOException {
        Path input = Files.writeString(dir.resolve("in.jsonl"), String.join("\n", lines));
        assertThat(scan(out, input)).isEqualTo(status);
        List<JsonNode> answers = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            answers.add(new JsonMapper().readTree(line));
        }
        return answers;
    }

    @Test
    void answersAsTheInterfaceSays() throws Exception {
        List<JsonNode> answers =
                answers(
                        0,
                        "{\"text\":\"来玩网 上赌博吧\",\"messageId\":\"m\"}",
                        "{\"text\":\"\"}",
                        "{\"text\":\"网上赌博\",\"sender\":{\"verified\":false}}");
        JsonNode removed = answers.get(0);
        assertThat(removed.path("messageId").asText()).isEqualTo("m");
        assertThat(removed.path("action").asText()).isEqualTo("remove");
        assertThat(removed.path("categories").toString()).isEqualTo("[\"gambling\"]");
        assertThat(removed.path("rules").toString()).isEqualTo("[\"gambling-term\"]");
        JsonNode hit = removed.path("hits").path(0);
        assertThat(hit.path("term").asText()).isEqualTo("网上赌博");
        assertThat(hit.path("start").asInt()).isEqualTo(2);
        assertThat(hit.path("end").asInt()).isEqualTo(7);
        assertThat(hit.path("via").isEmpty()).isFalse();
        assertThat(removed.path("policyVersion").asLong()).isEqualTo(7);
        assertThat(removed.path("scores").isObject()).isTrue();

        assertThat(answers.get(1).path("action").asText()).isEqualTo("allow");
        assertThat(answers.get(1).path("messageId").asText()).isEqualTo("2");
        assertThat(answers.get(2).path("action").asText()).isEqualTo("refuse");
        assertThat(answers.get(2).path("hits")).hasSize(1);
    }

    @Test
    void answersUnreadableLinesInTheirPlaceAndGoesOn() throws Exception {
        List<JsonNode> answers =
                answers(
                        1,
                        "{\"text\":\"a\"}",
                        "nonsense",
                        "{\"text\":null}",
                        "{\"text\":\"a\",\"sender\":{\"verifed\":true}}",
                        "{\"text\":\"b\"}");
        assertThat(answers).hasSize(5);
        assertThat(answers.get(1).path("line").asInt()).isEqualTo(2);
        assertThat(answers.get(1).path("error").path("code").asText()).isEqualTo("malformed-json");
        assertThat(answers.get(2).path("error").path("code").asText()).isEqualTo("null-value");
        assertThat(answers.get(3).path("error").path("code").asText())
                .isEqualTo("bad-context");
        assertThat(answers.get(4).path("messageId").asText()).isEqualTo("5");
    }

    @Test
    void keepsTheOrderOfManyLines() throws Exception {
        String[] lines = new String[20_000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "{\"text\":\"" + "网上赌博".repeat(i % 7) + "\"}";
        }
        List<JsonNode> answers = answers(0, lines);
        assertThat(answers).hasSize(lines.length);
        for (int i = 0; i < lines.length; i++) {
            JsonNode answer = answers.get(i);
            if (!answer.path("messageId").asText().equals(Integer.toString(i + 1))
                    || answer.path("action").asText().equals("allow") != (i % 7 == 0)) {
                throw new AssertionError("line " + (i + 1) + ": " + answer);
            }
        }
    }

    @Test
    void listsAtMostTwoHundredHitsOfALongTextAndSaysHowManyThereAre() throws Exception {
        List<JsonNode> answers = answers(0, "{\"text\":\"" + "网上赌博，你好。".repeat(130_000) + "\"}");
        assertThat(answers.get(0).path("hits")).hasSize(200);
        assertThat(answers.get(0).path("hitCount").asInt()).isEqualTo(130_000);
    }

    @Test
    void endsQuietlyWhenNobodyReadsTheAnswers() throws Exception {
        Path input =
                Files.writeString(dir.resolve("in.jsonl"), "{\"text\":\"a\"}\n".repeat(100_000));
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        assertThat(scan(closed, input)).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void badUsageIsOneLineAndStatusTwo() {
        assertThat(scan(out, dir.resolve("nothing.jsonl"))).isEqualTo(2);
        assertThat(err.toString()).contains("nothing.jsonl: no readable file");
    }
}
