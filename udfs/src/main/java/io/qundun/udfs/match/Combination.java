package io.qundun.udfs.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A term of several parts: {@code A & B ~ C} is found where A and B are and C is not, in any order
 * and however far apart. A blank stands on either side of {@code &} and {@code ~}; what follows
 * {@code &} must be there, what follows {@code ~} must not.
 *
 * @param required parts that must be there, one or more
 * @param excluded parts that must not be there
 */
public record Combination(List<String> required, List<String> excluded) {
    /** Parts of one combination. */
    public static final int MAX_PARTS = 8;

    private static final String AND = "&";
    private static final String NOT = "~";

    public Combination {
        required = List.copyOf(required);
        excluded = List.copyOf(excluded);
    }

    /** Whether a spelling is a combination: one of its words is a mere {@code &} or {@code ~}. */
    public static boolean isCombination(String spelling) {
        for (String word : spelling.strip().split("\\s+", -1)) {
            if (operator(word) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a combination.
     *
     * @throws IllegalArgumentException when it is none, saying what is wrong
     */
    public static Combination parse(String spelling) {
        Map<String, String> operators = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        String operator = AND;
        String[] words = (spelling.strip() + " " + AND).split("\\s+", -1);
        for (String word : words) {
            String next = operator(word);
            if (next == null) {
                part.append(part.isEmpty() ? "" : " ").append(word);
                continue;
            }
            String read = part.toString();
            if (read.isEmpty()) {
                throw new IllegalArgumentException(
                        "\"%s\" lacks a part before or after & or ~; write A & B ~ C"
                                .formatted(spelling));
            }
            String problem = LexiconKeys.problem(read);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
            String first = operators.putIfAbsent(LexiconKeys.key(read), read);
            if (first != null) {
                throw new IllegalArgumentException(
                        "\"%s\" has the part \"%s\" twice; a part is named once"
                                .formatted(spelling, read));
            }
            (operator.equals(AND) ? required : excluded).add(read);
            part.setLength(0);
            operator = next;
        }
        if (required.size() + excluded.size() > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "\"%s\" has more than %d parts".formatted(spelling, MAX_PARTS));
        }
        return new Combination(required, excluded);
    }

    /** Full-width signs are easily typed in Chinese text, so they are taken for the others. */
    private static String operator(String word) {
        return switch (word) {
            case "&", "＆" -> AND;
            case "~", "～" -> NOT;
            default -> null;
        };
    }

    /** Equal for combinations that match the same texts. */
    public String key() {
        List<String> parts = new ArrayList<>();
        required.forEach(part -> parts.add(AND + LexiconKeys.key(part)));
        excluded.forEach(part -> parts.add(NOT + LexiconKeys.key(part)));
        parts.sort(null);
        return String.join(" ", parts);
    }
}
