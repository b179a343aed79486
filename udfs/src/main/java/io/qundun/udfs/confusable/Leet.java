package io.qundun.udfs.confusable;

/**
 * Digits and signs that are written for Latin letters: c4$1n0, v!p. Source: Qundun's own table.
 * Stateless.
 */
public final class Leet {
    private Leet() {}

    /**
     * The small letters that a character of folded text may stand for, likeliest first; empty for
     * letters and for what stands for none.
     */
    public static String letters(int codePoint) {
        return switch (codePoint) {
            case '0' -> "o";
            case '1' -> "il";
            case '2' -> "z";
            case '3' -> "e";
            case '4' -> "a";
            case '5' -> "s";
            case '6' -> "gb";
            case '7' -> "t";
            case '8' -> "b";
            case '9' -> "gq";
            case '@' -> "a";
            case '$' -> "s";
            case '!' -> "il";
            case '¡' -> "i";
            case '|' -> "li";
            case '+' -> "t";
            case '&' -> "a";
            case '(' -> "c";
            case '<' -> "c";
            case '{' -> "c";
            case '[' -> "c";
            case '^' -> "a";
            case '#' -> "h";
            case '×' -> "x";
            case '€' -> "e";
            case '£' -> "l";
            case '¥' -> "y";
            case '¢' -> "c";
            case 'µ', 'μ' -> "u";
            case '∆' -> "a";
            case '†' -> "t";
            case '§' -> "s";
            case '∑' -> "e";
            default -> "";
        };
    }

    /** The usual disguises of a small letter, commonest first; empty when there is none. */
    public static String disguises(char letter) {
        return switch (letter) {
            case 'a' -> "@4";
            case 'b' -> "8";
            case 'c' -> "(";
            case 'e' -> "3";
            case 'g' -> "9";
            case 'i' -> "1!";
            case 'l' -> "1|";
            case 'o' -> "0";
            case 's' -> "$5";
            case 't' -> "7+";
            case 'z' -> "2";
            default -> "";
        };
    }
}
