package io.qundun.udfs.match;

/** Chinese and formal digits beside the Arabic ones. Stateless. */
final class Numerals {
    private static final String[] DIGITS = {
        "0零〇", "1一壹", "2二贰", "3三叁", "4四肆", "5五伍", "6六陆", "7七柒", "8八捌", "9九玖", "十拾", "百佰", "千仟"
    };

    private Numerals() {}

    /** One character for all that write the same number, or the character itself. */
    static char plain(char c) {
        if (c < 0x80) {
            return c;
        }
        for (String digits : DIGITS) {
            if (digits.indexOf(c) > 0) {
                return digits.charAt(0);
            }
        }
        return c;
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
