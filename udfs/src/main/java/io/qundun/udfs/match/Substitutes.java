package io.qundun.udfs.match;

import io.qundun.udfs.confusable.LookAlikes;
import io.qundun.udfs.confusable.MartianScript;
import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.confusable.Syllables;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;

/**
 * Which Chinese character may stand for which, beyond one of the same main sound class: by shape,
 * by Martian script, by a second reading. One for all matchers; immutable.
 */
final class Substitutes {
    /** The least score of a pair that counts as alike. */
    static final int LEAST_SCORE = 60;

    /** About as many pairs of look-alikes there are. */
    private static final int ALIKE_PAIRS = 500_000;

    /**
     * Parts that many characters have and that tell little: nobody writes one alone for a whole.
     */
    private static final String RADICALS =
            "亻人氵水讠言扌手才艹草钅金忄心纟丝衤衣礻示犭犬饣食阝阜邑耳刂刀冫冰灬火辶走彳疒病罒网宀冖"
                    + "攵文彡厶囗口土女木日月石王玉目田立米竹贝足车马鱼鸟虫门禾大山力又寸广厂巾弓子";

    /** Occurrences in ordinary text below which a character is hardly there for itself. */
    private static final int RARE = 8;

    /** The same below which it is worth asking what it stands for in Martian script. */
    private static final int UNCOMMON = 128;

    private static final int FIRST = 0x3400;
    private static final int LAST = 0x9FFF;

    /** Sound class of the main reading plus one, by character; 0 for what has no reading. */
    private final short[] soundClass = new short[1 << 16];

    private final char[] plainOf = new char[1 << 16];

    /** By uncommon character what it is the Martian spelling of; null for most. */
    private final String[] plainsOf = new String[1 << 16];

    /** Those of the same that sound otherwise than it; null for most. */
    private final String[] soundsFor = new String[1 << 16];

    /** By character itself, or for a rare one of some sound what stands for all of its class. */
    private final char[] heardAs = new char[1 << 16];

    /** Whether a character is hardly there for itself. */
    private final boolean[] isRare = new boolean[1 << 16];

    /** What is shown and what is meant of most that look alike, and of few others. */
    private final PairFilter alikePairs;

    private Substitutes() {
        Syllables syllables = Syllables.get();
        for (int c = 0x3007; c <= LAST; c++) {
            int base = syllables.mainBase(c);
            if (base != Syllables.NONE) {
                soundClass[c] = (short) (1 + syllables.soundClass(base));
            }
        }
        CharsetEncoder common = Charset.forName("GB2312").newEncoder();
        MartianScript martian = MartianScript.get();
        OrdinaryText ordinary = OrdinaryText.get();
        for (char c = FIRST; c <= LAST; c++) {
            isRare[c] = ordinary.count(Character.toString(c)) < RARE;
            String plain = martian.plain(c);
            if (!plain.isEmpty() && !common.canEncode(c)) {
                plainOf[c] = plain.charAt(0);
            }
        }
        char[] ofClass = commonByClass(common);
        for (char c : martian.ornate()) {
            if (ordinary.count(Character.toString(c)) < UNCOMMON) {
                plainsOf[c] = martian.plain(c);
                soundsFor[c] = otherSounds(c, martian.plain(c), ofClass[soundClass[c]]);
            }
        }
        for (int c = 0; c < heardAs.length; c++) {
            int symbol = soundClass(plainOf[c] == 0 ? (char) c : plainOf[c]);
            boolean rare = symbol != 0 && !common.canEncode((char) c);
            heardAs[c] = (char) (rare ? Character.MIN_SURROGATE + symbol : c);
        }
        alikePairs = new PairFilter(ALIKE_PAIRS);
        LookAlikes shapes = LookAlikes.get();
        Splits splits = Splits.get();
        for (char c = FIRST; c <= LAST; c++) {
            String alike = shapes.of(c);
            for (int i = 0; i < alike.length(); i++) {
                alikePairs.add(c, alike.charAt(i));
            }
            for (String parts : splits.of(c)) {
                for (int i = 0; parts.length() == 2 && i < 2; i++) {
                    alikePairs.add(c, parts.charAt(i));
                    alikePairs.add(parts.charAt(i), c);
                }
            }
        }
    }

    /** By sound class a common character of it. */
    private char[] commonByClass(CharsetEncoder common) {
        char[] ofClass = new char[Hearing.FIRST_OTHER];
        for (char c = LAST; c >= FIRST; c--) {
            if (common.canEncode(c)) {
                ofClass[soundClass[c]] = c;
            }
        }
        return ofClass;
    }

    /**
     * Those of some characters that sound otherwise than one is taken to, and what sounds as it
     * does itself when it is taken to sound otherwise (戸 for 户, not 尸); null for none.
     *
     * @param likeItself a common character that sounds as it does
     */
    private String otherSounds(char c, String plain, char likeItself) {
        int taken = soundClass(plainOf[c] == 0 ? c : plainOf[c]);
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            int symbol = soundClass(plain.charAt(i));
            if (symbol != 0 && symbol != taken) {
                others.append(plain.charAt(i));
            }
        }
        if (soundClass[c] != 0 && soundClass[c] != taken && likeItself != 0) {
            others.append(likeItself);
        }
        return others.isEmpty() ? null : others.toString();
    }

    private static final class Holder {
        static final Substitutes TABLE = new Substitutes();
    }

    static Substitutes get() {
        return Holder.TABLE;
    }

    /** Equal and not 0 for characters whose main readings sound near each other. */
    int soundClass(char c) {
        return soundClass[c];
    }

    /**
     * A common character itself; for a rare one what is the same for all rare ones of its sound
     * class, and no character: one by one these would fill every filter.
     */
    char heardAs(char c) {
        return heardAs[c];
    }

    /** The plain character that a rare one is the Martian spelling of, or 0. */
    char martianPlain(char c) {
        return plainOf[c];
    }

    /** Whether a character that ordinary text hardly has is the Martian spelling of another. */
    boolean isRareFor(char shown, char meant) {
        return isRare[shown] && isUncommonFor(shown, meant);
    }

    /** Whether an uncommon character is the Martian spelling of another. */
    boolean isUncommonFor(char shown, char meant) {
        return plainsOf[shown] != null && plainsOf[shown].indexOf(meant) >= 0;
    }

    /**
     * The plain characters that an uncommon one is the Martian spelling of and that sound otherwise
     * than it does, or null.
     */
    String soundsFor(char c) {
        return soundsFor[c];
    }

    /** Whether ordinary text hardly has a character, so that it is there for its sound or looks. */
    boolean isRare(char c) {
        return isRare[c];
    }

    /** Whether the Martian script writes {@code shown} for {@code meant}. */
    static boolean isMartian(char shown, char meant) {
        return MartianScript.get().plain(shown).indexOf(meant) >= 0;
    }

    /** Whether two characters look alike. */
    boolean isAlike(char shown, char meant) {
        return alikePairs.mayHave(shown, meant) && isAlikeByTables(shown, meant);
    }

    private static boolean isAlikeByTables(char shown, char meant) {
        return LookAlikes.get().score(shown, meant) >= LEAST_SCORE
                || isPart(shown, meant)
                || isPart(meant, shown);
    }

    /** Whether a character is what is left of another without its radical. */
    private static boolean isPart(char part, char whole) {
        for (String parts : Splits.get().of(whole)) {
            if (part != 0 && (telling(parts, 0) == part || telling(parts, 1) == part)) {
                return true;
            }
        }
        return false;
    }

    /** One of two parts if it may stand for the whole: no radical, or beside another one; or 0. */
    private static char telling(String parts, int index) {
        if (parts.length() != 2) {
            return 0;
        }
        char part = parts.charAt(index);
        boolean other = index == 1 && RADICALS.indexOf(parts.charAt(0)) >= 0;
        return other || RADICALS.indexOf(part) < 0 ? part : 0;
    }

    /**
     * For each character that may be shown in place of some of the given ones, these, as one
     * string; null for others.
     */
    String[] meant(boolean[] wanted) {
        StringBuilder[] lists = new StringBuilder[1 << 16];
        LookAlikes shapes = LookAlikes.get();
        MartianScript martian = MartianScript.get();
        Splits splits = Splits.get();
        char[][] bySecondBase = new char[Syllables.get().size()][0];
        fillSecondBases(bySecondBase);
        for (char t = FIRST; t <= LAST; t++) {
            if (!wanted[t]) {
                continue;
            }
            String alike = shapes.of(t);
            for (int i = 0; i < alike.length(); i++) {
                if (shapes.scoreAt(t, i) >= LEAST_SCORE) {
                    add(lists, alike.charAt(i), t);
                }
            }
            String ornate = martian.ornate(t);
            for (int i = 0; i < ornate.length(); i++) {
                add(lists, ornate.charAt(i), t);
            }
            Syllables syllables = Syllables.get();
            int readings = syllables.readings(t);
            if (readings > 0) {
                for (char x : bySecondBase[syllables.mainBase(t)]) {
                    add(lists, x, t);
                }
            }
            for (String parts : splits.of(t)) {
                // A character may be shown without its radical.
                for (int i = 0; i < 2; i++) {
                    char part = telling(parts, i);
                    if (part != 0) {
                        add(lists, part, t);
                    }
                }
            }
        }
        for (char x = FIRST; x <= LAST; x++) {
            for (String parts : splits.of(x)) {
                for (int i = 0; i < 2; i++) {
                    char part = telling(parts, i);
                    if (part != 0 && wanted[part]) {
                        add(lists, x, part);
                    }
                }
            }
        }
        String[] meant = new String[1 << 16];
        for (int c = 0; c < lists.length; c++) {
            meant[c] = lists[c] == null ? null : lists[c].toString();
        }
        return meant;
    }

    private void add(StringBuilder[] lists, char shown, char meant) {
        if (shown == meant || plainOf[shown] == meant) {
            return;
        }
        StringBuilder list = lists[shown];
        if (list == null) {
            list = new StringBuilder();
            lists[shown] = list;
        }
        if (list.indexOf(String.valueOf(meant)) < 0) {
            list.append(meant);
        }
    }

    /** Common characters by the bases of their second readings. */
    private static void fillSecondBases(char[][] bySecond) {
        Syllables syllables = Syllables.get();
        CharsetEncoder common = Charset.forName("GB2312").newEncoder();
        for (char c = 0x4E00; c <= LAST; c++) {
            int readings = syllables.readings(c);
            if (readings == 0 || !common.canEncode(c)) {
                continue;
            }
            int main = syllables.mainBase(c);
            if (readings > 1 && Syllables.base(syllables.reading(c, 1)) != main) {
                int second = Syllables.base(syllables.reading(c, 1));
                bySecond[second] = with(bySecond[second], c);
            }
        }
    }

    private static char[] with(char[] list, char c) {
        char[] longer = Arrays.copyOf(list, list.length + 1);
        longer[list.length] = c;
        return longer;
    }
}
