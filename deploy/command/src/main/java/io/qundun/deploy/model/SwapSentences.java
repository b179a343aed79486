package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sentences that speak against prejudice or name a group without harm, with a place for the group's
 * name, and the names that are swapped for one another. Lines are parted by tabs: kind, sentence
 * with <code>{g}</code>; kind, names.
 *
 * @param sentences by kind
 * @param names by kind
 */
record SwapSentences(Map<String, List<String>> sentences, Map<String, List<String>> names) {

    private static final String PLACE = "{g}";

    /**
     * @throws QundunException when a file cannot be read or a kind has no names
     */
    static SwapSentences read(Path sentences, Path names) {
        SwapSentences read = new SwapSentences(rows(sentences), rows(names));
        read.sentences()
                .forEach(
                        (kind, list) -> {
                            if (!read.names().containsKey(kind)) {
                                throw new QundunException(
                                        "%s names no groups of the kind \"%s\""
                                                .formatted(names, kind));
                            }
                            for (String sentence : list) {
                                if (!sentence.contains(PLACE)) {
                                    throw new QundunException(
                                            "%s: \"%s\" has no %s"
                                                    .formatted(sentences, sentence, PLACE));
                                }
                            }
                        });
        return read;
    }

    private static Map<String, List<String>> rows(Path file) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    List<String> cells = List.of(line.split("\t", -1));
                    rows.computeIfAbsent(cells.get(0), kind -> new ArrayList<>())
                            .addAll(cells.subList(1, cells.size()));
                }
            }
        } catch (IOException e) {
            throw new QundunException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return rows;
    }

    /** A kind's sentences with one name in them. */
    List<String> about(String kind, String name) {
        List<String> about = new ArrayList<>();
        for (String sentence : sentences().get(kind)) {
            about.add(sentence.replace(PLACE, name));
        }
        return about;
    }
}
