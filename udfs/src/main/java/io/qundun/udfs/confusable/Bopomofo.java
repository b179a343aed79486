package io.qundun.udfs.confusable;

import java.util.Map;

/** Spells a base syllable in bopomofo (注音符號). */
final class Bopomofo {
    private static final String[][] INITIALS = {
        {"zh", "ㄓ"}, {"ch", "ㄔ"}, {"sh", "ㄕ"}, {"b", "ㄅ"}, {"p", "ㄆ"}, {"m", "ㄇ"}, {"f", "ㄈ"},
        {"d", "ㄉ"}, {"t", "ㄊ"}, {"n", "ㄋ"}, {"l", "ㄌ"}, {"g", "ㄍ"}, {"k", "ㄎ"}, {"h", "ㄏ"},
        {"j", "ㄐ"}, {"q", "ㄑ"}, {"x", "ㄒ"}, {"r", "ㄖ"}, {"z", "ㄗ"}, {"c", "ㄘ"}, {"s", "ㄙ"},
    };
    private static final Map<String, String> FINALS =
            Map.ofEntries(
                    Map.entry("a", "ㄚ"),
                    Map.entry("o", "ㄛ"),
                    Map.entry("e", "ㄜ"),
                    Map.entry("ai", "ㄞ"),
                    Map.entry("ei", "ㄟ"),
                    Map.entry("ao", "ㄠ"),
                    Map.entry("ou", "ㄡ"),
                    Map.entry("an", "ㄢ"),
                    Map.entry("en", "ㄣ"),
                    Map.entry("ang", "ㄤ"),
                    Map.entry("eng", "ㄥ"),
                    Map.entry("er", "ㄦ"),
                    Map.entry("i", "ㄧ"),
                    Map.entry("ia", "ㄧㄚ"),
                    Map.entry("ie", "ㄧㄝ"),
                    Map.entry("io", "ㄧㄛ"),
                    Map.entry("iao", "ㄧㄠ"),
                    Map.entry("iu", "ㄧㄡ"),
                    Map.entry("ian", "ㄧㄢ"),
                    Map.entry("in", "ㄧㄣ"),
                    Map.entry("iang", "ㄧㄤ"),
                    Map.entry("ing", "ㄧㄥ"),
                    Map.entry("u", "ㄨ"),
                    Map.entry("ua", "ㄨㄚ"),
                    Map.entry("uo", "ㄨㄛ"),
                    Map.entry("uai", "ㄨㄞ"),
                    Map.entry("ui", "ㄨㄟ"),
                    Map.entry("uan", "ㄨㄢ"),
                    Map.entry("un", "ㄨㄣ"),
                    Map.entry("uang", "ㄨㄤ"),
                    Map.entry("ueng", "ㄨㄥ"),
                    Map.entry("ong", "ㄨㄥ"),
                    Map.entry("v", "ㄩ"),
                    Map.entry("ve", "ㄩㄝ"),
                    Map.entry("van", "ㄩㄢ"),
                    Map.entry("vn", "ㄩㄣ"),
                    Map.entry("iong", "ㄩㄥ"));

    private Bopomofo() {}

    /** The symbols of a base spelled as in {@link Syllables}; empty when it has none. */
    static String spell(String base) {
        String spelling = full(base);
        String initial = "";
        String rest = spelling;
        for (String[] pair : INITIALS) {
            if (spelling.startsWith(pair[0])) {
                initial = pair[1];
                rest = spelling.substring(pair[0].length());
                break;
            }
        }
        if ("ㄓㄔㄕㄖㄗㄘㄙ".contains(initial) && !initial.isEmpty() && rest.equals("i")) {
            return initial;
        }
        if ("ㄐㄑㄒ".contains(initial) && !initial.isEmpty() && rest.startsWith("u")) {
            rest = "v" + rest.substring(1);
        }
        String end = FINALS.get(rest);
        return end == null ? "" : initial + end;
    }

    /** Puts the medial vowel in place of the letters y and w. */
    private static String full(String base) {
        if (base.startsWith("yu")) {
            return "v" + base.substring(2).replaceFirst("^o", "io");
        }
        if (base.startsWith("yi")) {
            return base.substring(1);
        }
        if (base.startsWith("y")) {
            String rest = base.substring(1);
            return rest.equals("ou") ? "iu" : rest.equals("ong") ? "iong" : "i" + rest;
        }
        if (base.startsWith("wu")) {
            return "u";
        }
        if (base.startsWith("w")) {
            String rest = base.substring(1);
            return rest.equals("ei") ? "ui" : rest.equals("en") ? "un" : "u" + rest;
        }
        return base;
    }
}
