package io.qundun.udfs.contact;

/**
 * What digit a folded character stands for: 1, 一, 壹, 幺, ❶, 〡 all stand for 1. Those that only sound
 * like a digit (山 for 3) or look like one (o for 0) are loose: they count within a number that has
 * enough others. Stateless.
 */
final class SpokenDigits {
    /** Written with 0 to 9. */
    static final int PLAIN = 1;

    /** Written with a character that means the digit. */
    static final int WORD = 2;

    /** Written with a character that only sounds or looks like the digit. */
    static final int LOOSE = 3;

    /** Characters by digit: Chinese, formal, spoken on the telephone, Suzhou, circled. */
    private static final String[] WORDS = {
        "零〇洞⓪⓿", "一壹弌幺〡❶➀➊⓵", "二贰弍两〢❷➁➋⓶", "三叁弎〣❸➂➌⓷", "四肆〤❹➃➍⓸",
        "五伍〥❺➄➎⓹", "六陆〦❻➅➏⓺", "七柒拐〧❼➆➐⓻", "八捌〨❽➇➑⓼", "九玖勾〩❾➈➒⓽"
    };

    private static final String[] SOUNDS = {
        "灵铃令领另o", "妖腰夭依衣伊li", "尔儿耳俩", "山散伞", "死思斯司寺", "舞吴武无", "溜流刘柳", "气妻漆齐奇棋", "扒巴吧爸疤叭", "酒久就旧舅"
    };

    /** 0 for no digit, else the digit and the way it is written above it. */
    private static final byte[] TABLE = table();

    private SpokenDigits() {}

    private static byte[] table() {
        byte[] table = new byte[1 << 16];
        for (int digit = 0; digit <= 9; digit++) {
            put(table, SOUNDS[digit], LOOSE, digit);
            put(table, WORDS[digit], WORD, digit);
            put(table, Integer.toString(digit), PLAIN, digit);
        }
        return table;
    }

    private static void put(byte[] table, String characters, int style, int digit) {
        for (int i = 0; i < characters.length(); i++) {
            table[characters.charAt(i)] = (byte) ((style << 4) | digit);
        }
    }

    /** {@link #PLAIN}, {@link #WORD}, {@link #LOOSE}, or 0 for no digit. */
    static int style(char c) {
        return TABLE[c] >> 4;
    }

    /** The digit that the character stands for, as a character. */
    static char digit(char c) {
        return (char) ('0' + (TABLE[c] & 0xF));
    }

    /** Whether the character means a digit wherever it stands. */
    static boolean isDigit(char c) {
        int style = style(c);
        return style == PLAIN || style == WORD;
    }

    static boolean isPlain(char c) {
        return c >= '0' && c <= '9';
    }
}
