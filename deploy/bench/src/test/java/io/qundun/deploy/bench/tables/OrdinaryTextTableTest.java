package io.qundun.deploy.bench.tables;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.bench.Fold;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdinaryTextTableTest {
    @TempDir private Path data;

    @Test
    void saysWhichLineHasTooFewFields() throws IOException {
        Path file = data.resolve("zh-dialogue").resolve("dialogue.tsv.gz");
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("id\ttext\n1\t今天天气很好\n\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> OrdinaryTextTable.write(data, data, Fold.NONE))
                .isInstanceOf(QundunException.class)
                .hasMessageContaining(file + ", line 3: 1 fields")
                .hasMessageContaining("2 or more");
    }
}
