package io.qundun.udfs.match;

import io.qundun.udfs.confusable.Syllables;
import java.util.Arrays;

/**
 * Which Chinese characters pass for another by their sound, by the classes of one lexicon. Belongs
 * to the thread that builds a matcher.
 */
final class Homophones {
    private static final int FIRST = 0x3007;
    private static final int LAST = 0x9FFF;

    private final Syllables syllables = Syllables.get();
    private final Substitutes substitutes;
    private final char[] classOf;

    /** By class its Chinese characters. */
    private final char[][] members;

    /**
     * Gathers the members of classes.
     *
     * @param classOf the classes of all characters
     * @param classes how many classes there are
     */
    Homophones(char[] classOf, int classes, Substitutes substitutes) {
        this.classOf = classOf;
        this.substitutes = substitutes;
        int[] counts = new int[classes];
        for (int c = FIRST; c <= LAST; c++) {
            counts[classOf[c]]++;
        }
        counts[0] = 0;
        members = new char[classes][];
        for (int i = 0; i < classes; i++) {
            members[i] = new char[counts[i]];
        }
        for (int c = LAST; c >= FIRST; c--) {
            int symbol = classOf[c];
            if (symbol != 0) {
                members[symbol][--counts[symbol]] = (char) c;
            }
        }
    }

    /** The class of a character, 0 for none. */
    char classOf(char c) {
        return classOf[c];
    }

    /** The characters of a class that pass for a wanted one by their sound; of rare ones one. */
    char[] heard(char symbol, char wanted) {
        char[] found = new char[members[symbol].length];
        int count = 0;
        boolean rare = false;
        for (char c : members[symbol]) {
            if (c != wanted
                    && substitutes.martianPlain(c) != wanted
                    && !(rare && substitutes.heardAs(c) != c)
                    && syllables.distanceOfCharacters(c, wanted) <= 1) {
                found[count++] = c;
                rare |= substitutes.heardAs(c) != c;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The characters of a class that write a wanted one. */
    char[] written(char symbol, char wanted) {
        char[] found = new char[1 + members[symbol].length];
        int count = 0;
        if (classOf[wanted] == symbol) {
            found[count++] = wanted;
        }
        for (char c : members[symbol]) {
            if (substitutes.martianPlain(c) == wanted || substitutes.isUncommonFor(c, wanted)) {
                found[count++] = c;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
