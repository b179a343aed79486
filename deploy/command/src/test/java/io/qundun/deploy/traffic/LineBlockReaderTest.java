package io.qundun.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LineBlockReaderTest {

    private static List<String> lines(InputStream in, int blockBytes, int maxLineBytes)
            throws IOException {
        List<String> lines = new ArrayList<>();
        LineBlockReader reader = new LineBlockReader(in, blockBytes, maxLineBytes);
        for (LineBlock block = reader.next(); block != null; block = reader.next()) {
            assertThat(block.firstLine()).isEqualTo(lines.size() + 1L);
            if (block.tooLong()) {
                lines.add("<too long>");
                continue;
            }
            int before = lines.size();
            block.forEach(
                    (number, bytes, from, to) -> {
                        assertThat(number).isEqualTo(lines.size() + 1L);
                        lines.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
                    });
            assertThat(block.lines()).isEqualTo(lines.size() - before);
        }
        return lines;
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void cutsAtLineFeedsOnly() throws Exception {
        assertThat(lines(in("a\n\nb\u2028c\rd\r\nlast"), 8, 100))
                .containsExactly("a", "", "b\u2028c\rd", "last");
        assertThat(lines(in(""), 8, 100)).isEmpty();
        assertThat(lines(in("\n"), 8, 100)).containsExactly("");
    }

    @Test
    void leavesOutAByteOrderMark() throws Exception {
        assertThat(lines(in("\uFEFFa\n\uFEFFb\n"), 8, 100)).containsExactly("a", "\uFEFFb");
        assertThat(lines(in("\uFEFF"), 8, 100)).isEmpty();
    }

    @Test
    void reportsALineThatIsTooLongAndGoesOn() throws Exception {
        String longest = "x".repeat(100);
        assertThat(lines(in("a\n" + longest + "\n" + longest + "y\nb\n" + longest + "z"), 8, 100))
                .containsExactly("a", longest, "<too long>", "b", "<too long>");
    }

    @Test
    void inflatesGzip() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("a\nb".getBytes(StandardCharsets.UTF_8));
        }
        InputStream in = TextInput.inflated(new ByteArrayInputStream(packed.toByteArray()));
        assertThat(lines(in, 64, 100)).containsExactly("a", "b");
        assertThat(lines(TextInput.inflated(in("a")), 64, 100)).containsExactly("a");
    }

    @Property(tries = 300)
    void losesNothingHoweverItIsCut(
            @ForAll List<@StringLength(max = 40) String> texts,
            @ForAll @IntRange(min = 1, max = 64) int blockBytes)
            throws Exception {
        List<String> expected = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            String line = ChatLineWriter.wellFormed(text).replaceAll("[\\n\\r\\uFEFF]", "") + "|";
            expected.add(line);
            all.append(line).append('\n');
        }
        assertThat(lines(in(all.toString()), blockBytes, 200)).isEqualTo(expected);
    }
}
