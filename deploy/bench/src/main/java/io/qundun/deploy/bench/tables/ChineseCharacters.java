package io.qundun.deploy.bench.tables;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.nio.charset.Charset;

/** Which characters the tables are about. */
final class ChineseCharacters {

    private static final Charset GB_2312 = Charset.forName("GB2312");
    private static final int FIRST_ROW = 0xB0;
    private static final int LAST_COMMON_ROW = 0xD7;

    private ChineseCharacters() {}

    /** Whether a character is one of the 6,763 of GB 2312. */
    static boolean isKnown(char c) {
        return row(c) >= FIRST_ROW;
    }

    /** Whether a character is one of the 3,755 of GB 2312's first level, those in common use. */
    static boolean isCommon(char c) {
        int row = row(c);
        return row >= FIRST_ROW && row <= LAST_COMMON_ROW;
    }

    /** Whether a character is one of Unicode's first 20,902, which every font has. */
    static boolean isUnified(char c) {
        return c >= 0x4E00 && c <= 0x9FA5;
    }

    private static int row(char c) {
        if (c < 0x4E00 || c > 0x9FFF) {
            return 0;
        }
        byte[] bytes = String.valueOf(c).getBytes(GB_2312);
        return bytes.length == 2 ? bytes[0] & 0xFF : 0;
    }

    /** What folding makes of a character, or 0 when that is not one character. */
    static char folded(char c) {
        FoldedText folded = TextFolder.fold(String.valueOf(c));
        return folded.length() == 1 ? folded.charAt(0) : 0;
    }

    /** Whether folding leaves a character alone. */
    static boolean isFolded(char c) {
        return folded(c) == c;
    }
}
