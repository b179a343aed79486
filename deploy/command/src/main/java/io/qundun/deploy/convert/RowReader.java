package io.qundun.deploy.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.qundun.deploy.traffic.LineBlock;
import io.qundun.deploy.traffic.LineBlockReader;
import io.qundun.deploy.traffic.TextInput;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads the rows of a column file, or the lines of a plain text as rows of one column. */
final class RowReader {

    /** How columns stand in a file. */
    enum Format {
        /** Separated by tabs; quotes are plain characters. */
        TSV,
        /** Separated by commas; quoted as in RFC 4180. */
        CSV,
        /** A text a line. */
        LINES
    }

    /** Takes one row after another. */
    @FunctionalInterface
    interface Visitor {
        /** One row; line is its number in the file, from 1 (of its last line, for a quoted one). */
        void row(long line, String[] row) throws IOException;
    }

    private static final int BLOCK_BYTES = 1 << 18;

    private RowReader() {}

    /** By the file's name, without .gz. */
    static Format formatOf(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
        return name.endsWith(".tsv")
                ? Format.TSV
                : name.endsWith(".csv") ? Format.CSV : Format.LINES;
    }

    /** Hands over every row in order; the header, where there is one, is a row too. */
    static void read(Path file, Format format, Visitor visitor) throws IOException {
        try {
            if (format == Format.LINES) {
                readLines(file, visitor);
            } else {
                readColumns(file, format, visitor);
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8; convert it to UTF-8 first", e);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file
                            + ": line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + ": "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private static void readColumns(Path file, Format format, Visitor visitor) throws IOException {
        CsvMapper mapper =
                CsvMapper.builder()
                        .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                        .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
                        .build();
        CsvSchema schema = CsvSchema.emptySchema();
        if (format == Format.TSV) {
            schema = schema.withColumnSeparator('\t').withoutQuoteChar().withoutEscapeChar();
        }
        // A decoder of one's own refuses what the default one would silently replace.
        try (InputStreamReader text =
                        new InputStreamReader(
                                TextInput.open(file),
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT));
                MappingIterator<String[]> rows =
                        mapper.readerFor(String[].class).with(schema).readValues(text)) {
            while (rows.hasNextValue()) {
                long line = rows.getCurrentLocation().getLineNr();
                visitor.row(line, rows.nextValue());
            }
        }
    }

    private static void readLines(Path file, Visitor visitor) throws IOException {
        try (LineBlockReader blocks = new LineBlockReader(TextInput.open(file), BLOCK_BYTES)) {
            for (LineBlock block = blocks.next(); block != null; block = blocks.next()) {
                if (block.tooLong()) {
                    throw new IOException(
                            file + ": line " + block.firstLine() + " is longer than 16 MB");
                }
                block.forEach((number, bytes, from, to) -> line(visitor, number, bytes, from, to));
            }
        }
    }

    private static void line(Visitor visitor, long number, byte[] bytes, int from, int to)
            throws IOException {
        String text =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, from, to - from))
                        .toString();
        visitor.row(number, new String[] {text});
    }
}
