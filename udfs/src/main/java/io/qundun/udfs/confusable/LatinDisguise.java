package io.qundun.udfs.confusable;

import java.util.random.RandomGenerator;

/**
 * Other forms of Latin letters and digits. The tables here are written from the code charts, not
 * from those that a matcher folds with.
 */
final class LatinDisguise {
    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀsᴛᴜᴠᴡxʏᴢ";
    private static final String SUPERSCRIPTS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖqʳˢᵗᵘᵛʷˣʸᶻ";
    private static final String LOOK_ALIKES = "аЬсԁеfɡһіјkӏmпорԛгѕтυνԝхуz";
    private static final String ACCENTED = "áƀçďéfğĥíĵķłmñöƥqřšťüvŵxýž";
    private static final String SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final int[] MATHEMATICAL = {
        0x1D400, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5D4, 0x1D670
    };

    private LatinDisguise() {}

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Spells every letter and digit by a trick that changes their form, the rest as it is. */
    static String formed(String term, Evasion evasion, RandomGenerator random) {
        int style = random.nextInt(MATHEMATICAL.length);
        boolean negative = random.nextBoolean();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            int form = c;
            if (isLetter(c)) {
                int letter = (c | 0x20) - 'a';
                form =
                        switch (evasion) {
                            case MIXED_CASE -> i % 2 == 0 ^ negative ? 'A' + letter : 'a' + letter;
                            case FULL_WIDTH -> (negative ? 0xFF21 : 0xFF41) + letter;
                            case CIRCLED -> (negative ? 0x24B6 : 0x24D0) + letter;
                            case SQUARED -> (negative ? 0x1F170 : 0x1F130) + letter;
                            case MATHEMATICAL -> MATHEMATICAL[style] + letter + (negative ? 0 : 26);
                            case REGIONAL_INDICATOR -> 0x1F1E6 + letter;
                            case SMALL_CAPITALS -> SMALL_CAPITALS.charAt(letter);
                            case SUPERSCRIPT -> SUPERSCRIPTS.charAt(letter);
                            case DIACRITIC -> ACCENTED.charAt(letter);
                            default -> c;
                        };
            } else if (isDigit(c)) {
                int digit = c - '0';
                form =
                        switch (evasion) {
                            case FULL_WIDTH -> 0xFF10 + digit;
                            case CIRCLED -> digit == 0 ? 0x24EA : 0x2460 + digit - 1;
                            case MATHEMATICAL -> 0x1D7CE + digit;
                            case SUPERSCRIPT -> SUPERSCRIPT_DIGITS.charAt(digit);
                            default -> c;
                        };
            }
            out.appendCodePoint(form);
        }
        return out.toString();
    }

    /** One or two letters by letters of another script; the term itself when none has one. */
    static String confused(String term, RandomGenerator random) {
        StringBuilder out = new StringBuilder(term);
        int changes = 1 + random.nextInt(2);
        int from = random.nextInt(term.length());
        for (int k = 0; k < term.length() && changes > 0; k++) {
            int i = (from + k) % term.length();
            char c = term.charAt(i);
            if (isLetter(c)) {
                char other = LOOK_ALIKES.charAt((c | 0x20) - 'a');
                if (other > 0x7F) {
                    out.setCharAt(i, other);
                    changes--;
                }
            }
        }
        return out.toString();
    }

    /** One to three letters by digits or signs; the term itself when none has a disguise. */
    static String leet(String term, RandomGenerator random) {
        StringBuilder out = new StringBuilder(term);
        int changes = 1 + random.nextInt(3);
        int from = random.nextInt(term.length());
        for (int k = 0; k < term.length() && changes > 0; k++) {
            int i = (from + k) % term.length();
            char c = term.charAt(i);
            String disguises = isLetter(c) ? disguises((char) (c | 0x20)) : "";
            if (!disguises.isEmpty()) {
                out.setCharAt(i, disguises.charAt(random.nextInt(disguises.length())));
                changes--;
            }
        }
        return out.toString();
    }

    private static String disguises(char letter) {
        return switch (letter) {
            case 'a' -> "@4";
            case 'b' -> "8";
            case 'e' -> "3";
            case 'g' -> "9";
            case 'i' -> "1!";
            case 'l' -> "1";
            case 'o' -> "0";
            case 's' -> "$5";
            case 't' -> "7";
            default -> "";
        };
    }

    /** Digits as keycaps, Chinese, formal or circled ones. */
    static String digits(String term, RandomGenerator random) {
        int style = random.nextInt(4);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (!isDigit(c)) {
                out.append(c);
                continue;
            }
            switch (style) {
                case 0 -> out.append(c).append("\uFE0F\u20E3");
                case 1 -> out.append("〇一二三四五六七八九".charAt(c - '0'));
                case 2 -> out.append("零壹贰叁肆伍陆柒捌玖".charAt(c - '0'));
                default -> out.append(c == '0' ? '⓪' : (char) ('①' + c - '1'));
            }
        }
        return out.toString();
    }
}
