package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of groups that may stand for one another, a kind a line: kind and names, parted by tabs.
 * Rows with the name swapped and the label kept teach a model that the name is not what makes an
 * insult. Immutable.
 */
final class GroupSwaps {

    private final Map<String, List<String>> othersByName = new HashMap<>();
    private final Pattern names;

    private GroupSwaps(List<List<String>> kinds) {
        List<String> all = new ArrayList<>();
        for (List<String> kind : kinds) {
            for (String name : kind) {
                List<String> others = new ArrayList<>(kind);
                others.remove(name);
                othersByName.put(name, List.copyOf(others));
                all.add(Pattern.quote(name));
            }
        }
        // The longest first: a name may begin with another.
        all.sort((a, b) -> Integer.compare(b.length(), a.length()));
        names = Pattern.compile(String.join("|", all));
    }

    /**
     * @throws QundunException when the file cannot be read names no groups, or a kind has fewer
     *     than two names
     */
    static GroupSwaps read(Path file) {
        List<List<String>> kinds = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                List<String> cells = List.of(line.split("\t", -1));
                if (cells.size() < 3) {
                    throw new QundunException(
                            "%s: \"%s\" has no two names to swap; they are parted by tabs"
                                    .formatted(file, line));
                }
                kinds.add(cells.subList(1, cells.size()));
            }
        } catch (IOException e) {
            throw new QundunException("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (kinds.isEmpty()) {
            throw new QundunException(file + " names no groups: a kind and its names a line");
        }
        return new GroupSwaps(kinds);
    }

    /** The text with each name swapped for another of its kind; null when it has none. */
    String swap(String text, SplittableRandom random) {
        Matcher matcher = names.matcher(text);
        Map<String, String> chosen = new HashMap<>();
        String swapped =
                matcher.replaceAll(
                        found ->
                                chosen.computeIfAbsent(
                                        found.group(),
                                        name -> pick(othersByName.get(name), random)));
        return chosen.isEmpty() ? null : swapped;
    }

    private static String pick(List<String> names, SplittableRandom random) {
        return names.get(random.nextInt(names.size()));
    }
}
