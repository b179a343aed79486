package io.qundun.deploy.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConvertCommandTest {

    @TempDir private Path dir;
    private Path out;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void nameTheOutput() {
        out = dir.resolve("chat.jsonl");
    }

    private int convert(Object... args) {
        List<String> texts = new ArrayList<>();
        for (Object arg : args) {
            texts.add(arg.toString());
        }
        return new CommandLine(new ConvertCommand())
                .setErr(new PrintWriter(err, true))
                .execute(texts.toArray(new String[0]));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    @Test
    void sortsByTimeKeepsTheOrderOfEqualTimesAndTakesQuotesAsTheyAre() throws Exception {
        Path chat =
                file(
                        "chat.tsv",
                        """
                        log\ttime\tuser\ttext
                        2004-11-15_03\t12:19\tu1\t"half quoted
                        2004-11-15_03\t12:18\tu2\tsecond, "with" quotes
                        2004-11-15_03\t12:18\tu3\tthird
                        2004-11-14\t12:18\tu4\tfirst\\n
                        """);
        int status =
                convert(
                        chat,
                        "--group",
                        "=lobby",
                        "--sender",
                        "user",
                        "--time",
                        "log:10,time",
                        "--time-format",
                        "uuuu-MM-dd HH:mm",
                        "--out",
                        out);
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "{\"messageId\":\"chat-4\",\"groupId\":\"lobby\",\"senderId\":\"u4\",\"sentAt\":1100434680000,\"kind\":\"text\",\"text\":\"first\\\\n\"}",
                        "{\"messageId\":\"chat-2\",\"groupId\":\"lobby\",\"senderId\":\"u2\",\"sentAt\":1100521080000,\"kind\":\"text\",\"text\":\"second, \\\"with\\\" quotes\"}",
                        "{\"messageId\":\"chat-3\",\"groupId\":\"lobby\",\"senderId\":\"u3\",\"sentAt\":1100521080000,\"kind\":\"text\",\"text\":\"third\"}",
                        "{\"messageId\":\"chat-1\",\"groupId\":\"lobby\",\"senderId\":\"u1\",\"sentAt\":1100521140000,\"kind\":\"text\",\"text\":\"\\\"half quoted\"}");
    }

    @Test
    void appendsPackedLinesAfterTheLastMessageAndInventsTheRestRepeatably() throws Exception {
        file(
                "chat.jsonl",
                "{\"messageId\":\"a\",\"groupId\":\"g\",\"senderId\":\"u\",\"sentAt\":1000,\"text\":\"x\"}\n");
        Path texts = dir.resolve("texts.txt.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(texts))) {
            gzip.write("你好\n\"第二\"\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(convert(texts, "--append", "--out", out, "--every", "PT1S")).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .contains("\"messageId\":\"texts-1\"", "\"sentAt\":2000", "\"text\":\"你好\"");
        assertThat(lines.get(2)).contains("\"sentAt\":3000", "\"text\":\"\\\"第二\\\"\"");

        Path again = dir.resolve("again.jsonl");
        Path andAgain = dir.resolve("and-again.jsonl");
        assertThat(convert(texts, "--out", again)).isZero();
        assertThat(convert(texts, "--out", andAgain)).isZero();
        assertThat(again).hasSameBinaryContentAs(andAgain);
    }

    @Test
    void readsQuotedCsvWithItsOwnFieldNames() throws Exception {
        Path csv =
                file(
                        "a.csv",
                        """
                        messageId,groupId,senderId,sentAt,text
                        m1,g,u,2026-01-02T03:04:05Z,"one, ""two""
                        three"
                        """);
        assertThat(convert(csv, "--out", out)).isZero();
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "{\"messageId\":\"m1\",\"groupId\":\"g\",\"senderId\":\"u\",\"sentAt\":1767323045000,\"kind\":\"text\",\"text\":\"one, \\\"two\\\"\\nthree\"}");
    }

    @Test
    void saysWhichRowCannotBeReadAndLeavesNothingBehind() throws Exception {
        Path tsv = file("a.tsv", "sentAt\ttext\n2026-01-01T00:00:00Z\ta\nyesterday\tb\n");
        assertThat(convert(tsv, "--out", out)).isEqualTo(1);
        assertThat(err.toString())
                .contains("a.tsv: line 3: time \"yesterday\" does not fit --time-format iso");
        try (var left = Files.list(dir)) {
            assertThat(left).containsExactly(tsv);
        }
        assertThat(convert(tsv, "--out", out, "--skip-unreadable")).isZero();
        assertThat(Files.readAllLines(out)).hasSize(1);
        assertThat(err.toString()).contains("left out 1 unreadable rows");
    }

    @Test
    void badUsageIsOneClearLineAndStatusTwo() throws Exception {
        Path tsv = file("a.tsv", "time\ttext\n1\ta\n");
        assertThat(convert(tsv, "--sender", "nick")).isEqualTo(2);
        assertThat(err.toString()).contains("no column \"nick\"; there are: time, text");
        assertThat(convert(dir.resolve("nothing.tsv"))).isEqualTo(2);
        assertThat(err.toString()).contains("nothing.tsv: no readable file");
        assertThat(convert(tsv, "--append")).isEqualTo(2);
        assertThat(convert(tsv, "--time-format", "{", "--out", out)).isEqualTo(2);
    }

    @Test
    void refusesToAppendWhatIsEarlier() throws Exception {
        file("chat.jsonl", "{\"sentAt\":9000000000000,\"text\":\"x\"}\n");
        Path tsv = file("a.tsv", "sentAt\ttext\n2026-01-01T00:00:00Z\ta\n");
        assertThat(convert(tsv, "--append", "--out", out)).isEqualTo(1);
        assertThat(err.toString()).contains("is earlier than the last one of");
        assertThat(Files.readAllLines(out)).hasSize(1);
    }

    @Property(tries = 100)
    void sortsStablyInMemoryAndOnDisk(
            @ForAll List<@LongRange(min = 0, max = 20) Long> times,
            @ForAll @LongRange(min = 1, max = 2000) long memory)
            throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> sorted = new ArrayList<>();
        try (TimeSorter sorter = new TimeSorter(memory)) {
            for (int i = 0; i < times.size(); i++) {
                String line = String.format("%02d %d", times.get(i), i);
                expected.add(line);
                sorter.add(times.get(i), line.getBytes(StandardCharsets.UTF_8));
            }
            sorter.forEach(line -> sorted.add(new String(line, StandardCharsets.UTF_8)));
        }
        expected.sort(Comparator.comparing((String line) -> line.substring(0, 2)));
        assertThat(sorted).isEqualTo(expected);
    }
}
