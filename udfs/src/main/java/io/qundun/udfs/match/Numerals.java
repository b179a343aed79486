package io.qundun.udfs.match;

/** Chinese and formal digits beside the Arabic ones. Stateless. */
final class Numerals {
    private static final String[] DIGITS = {
        "0零〇", "1一壹", "2二贰", "3三叁", "4四肆", "5五伍", "6六陆", "7七柒", "8八捌", "9九玖", "十拾", "百佰", "千仟"
    };

    private static final char FIRST = 0x3007;
    private static final char LAST = 0x9FFF;

    /** By character from {@link #FIRST} on the Arabic digit or the plain character, or 0. */
    private static final char[] PLAIN = new char[LAST - FIRST + 1];

    static {
        for (String digits : DIGITS) {
            for (int i = 1; i < digits.length(); i++) {
                PLAIN[digits.charAt(i) - FIRST] = digits.charAt(0);
            }
        }
    }

    private Numerals() {}

    /** One character for all that write the same number, or the character itself. */
    static char plain(char c) {
        if (c < FIRST || c > LAST) {
            return c;
        }
        char plain = PLAIN[c - FIRST];
        return plain == 0 ? c : plain;
    }

    /** Whether two different characters write the same number. */
    static boolean same(char a, char b) {
        return plain(a) == plain(b);
    }

    /** All groups of characters that write the same number. */
    static String[] groups() {
        return DIGITS.clone();
    }
}
