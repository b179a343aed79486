package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.traffic.TextInput;
import io.qundun.udfs.classify.LabelledText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A file of texts, UTF-8, gzip or not, columns parted by tabs. With a header line, columns go by
 * name; without one, a line is label, tab, text. Empty lines and those that start with # count for
 * nothing.
 *
 * @param texts in the order of the file
 * @param sha256 of the file as it lies there
 */
record LabelledFile(List<LabelledText> texts, String sha256) {

    /**
     * Which columns to read, and of which rows.
     *
     * @param label the column of the label; null when every row has {@code constant}
     * @param text the column of the text
     * @param family the column of what was made alike; null when there is none
     * @param constant the label of all rows; null when a column says it
     * @param labels what to call the labels of the file; those that are not named here are left
     *     out; empty to take all as they are
     * @param where values that a row must have, by column; empty for all rows
     */
    record Columns(
            String label,
            String text,
            String family,
            String constant,
            Map<String, String> labels,
            Map<String, List<String>> where) {
        /** The usual names. */
        static final Columns USUAL = new Columns("label", "text", null, null, Map.of(), Map.of());

        /** The same rows with another family. */
        Columns withFamily(String column) {
            return new Columns(label, text, column, constant, labels, where);
        }
    }

    /**
     * @throws QundunException when the file cannot be read, or not so
     */
    static LabelledFile read(Path file, Columns columns) {
        MessageDigest digest = digest();
        try (InputStream raw = new DigestInputStream(Files.newInputStream(file), digest);
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        TextInput.inflated(raw),
                                        StandardCharsets.UTF_8.newDecoder()))) {
            List<LabelledText> texts = new ArrayList<>();
            int[] places = null;
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\t", -1);
                if (places == null) {
                    places = places(cells, columns, file);
                    if (places[0] != HEADERLESS) {
                        continue;
                    }
                    places[0] = 0;
                }
                LabelledText text = text(cells, places, columns, file, number);
                if (text != null) {
                    texts.add(text);
                }
            }
            raw.transferTo(java.io.OutputStream.nullOutputStream());
            return new LabelledFile(texts, HexFormat.of().formatHex(digest.digest()));
        } catch (CharacterCodingException e) {
            throw new QundunException(file + " is not UTF-8", e);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new QundunException("there is no file " + file, e);
        } catch (IOException e) {
            throw new QundunException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A text a line, all with the same label; blank lines count for nothing.
     *
     * @throws QundunException when the file cannot be read
     */
    static List<LabelledText> readPlain(Path file, String label) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                TextInput.inflated(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> new LabelledText(label, line, ""))
                    .toList();
        } catch (java.nio.file.NoSuchFileException e) {
            throw new QundunException("there is no file " + file, e);
        } catch (IOException e) {
            throw new QundunException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static final int HEADERLESS = -2;
    private static final int NONE = -1;

    /** Label, text, family, then the columns of {@code where} in its order. */
    private static int[] places(String[] header, Columns columns, Path file) {
        List<String> names = List.of(header);
        boolean usual =
                columns.text().equals("text")
                        && columns.where().isEmpty()
                        && columns.family() == null
                        && columns.constant() == null;
        if (usual && header.length == 2 && !names.contains("text")) {
            return new int[] {HEADERLESS, 1, NONE};
        }
        int[] places = new int[3 + columns.where().size()];
        places[0] = columns.constant() == null ? place(names, columns.label(), file) : NONE;
        places[1] = place(names, columns.text(), file);
        places[2] = columns.family() == null ? NONE : place(names, columns.family(), file);
        int at = 3;
        for (String column : columns.where().keySet()) {
            places[at++] = place(names, column, file);
        }
        return places;
    }

    private static int place(List<String> names, String column, Path file) {
        int place = names.indexOf(column);
        if (place < 0) {
            throw new QundunException(
                    "%s has no column \"%s\"; its first line has %s"
                            .formatted(file, column, String.join(", ", names)));
        }
        return place;
    }

    private static LabelledText text(
            String[] cells, int[] places, Columns columns, Path file, int number) {
        for (int place : places) {
            if (place >= cells.length) {
                throw new QundunException(
                        "%s, line %d: %d columns, and column %d is asked for; columns are parted by tabs"
                                .formatted(file, number, cells.length, place + 1));
            }
        }
        int at = 3;
        for (List<String> values : columns.where().values()) {
            if (!values.contains(cells[places[at++]])) {
                return null;
            }
        }
        String label = columns.constant() == null ? cells[places[0]].strip() : columns.constant();
        if (!columns.labels().isEmpty() && columns.constant() == null) {
            label = columns.labels().get(label);
            if (label == null) {
                return null;
            }
        }
        String text = cells[places[1]];
        if (text.isBlank() && columns.constant() != null) {
            // Chat logs have empty lines; nobody judged them.
            return null;
        }
        if (label.isEmpty() || text.isBlank()) {
            throw new QundunException(
                    "%s, line %d: the %s is empty"
                            .formatted(file, number, label.isEmpty() ? "label" : "text"));
        }
        return new LabelledText(label, text, places[2] == NONE ? "" : cells[places[2]]);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
