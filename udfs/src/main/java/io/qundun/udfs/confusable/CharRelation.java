package io.qundun.udfs.confusable;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/** From a character of the Basic Multilingual Plane to several, packed. */
final class CharRelation {
    private final char[] keys;
    private final String[] values;

    CharRelation(SortedMap<Character, String> relation) {
        keys = new char[relation.size()];
        values = new String[keys.length];
        int i = 0;
        for (Map.Entry<Character, String> entry : relation.entrySet()) {
            keys[i] = entry.getKey();
            values[i++] = entry.getValue();
        }
    }

    /** What the code point is related to, best first; empty when to nothing. */
    String of(int codePoint) {
        if (codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            return "";
        }
        int i = Arrays.binarySearch(keys, (char) codePoint);
        return i < 0 ? "" : values[i];
    }

    /** All code points that are related to something, ascending. */
    char[] keys() {
        return keys.clone();
    }
}
