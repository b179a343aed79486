package io.qundun.udfs.match;

import io.qundun.udfs.text.Technique;

/**
 * How the beginning of an entry has been read in a text. Immutable.
 *
 * @param techniques bits of those looked through, by ordinal
 * @param substituted characters for which something else stands
 * @param cost of the characters that only sound like the right ones
 * @param confidence the product over the techniques, foldings left aside
 * @param spelled whether it ends with a syllable in Latin letters
 */
record Reading(int techniques, int substituted, int cost, double confidence, boolean spelled) {
    /** Nothing read yet. */
    static final Reading BEGINNING = new Reading(0, 0, 0, 1.0, false);

    /** The factor for each further character that sounds or looks like the right one. */
    private static final double FURTHER = 0.98;

    private static final int FURTHER_COUNTS =
            Alignment.bit(Technique.SOUND)
                    | Alignment.bit(Technique.NEAR_SOUND)
                    | Alignment.bit(Technique.SHAPE);

    private static final int FOLDINGS = foldings();

    private static int foldings() {
        int bits = 0;
        for (Technique technique : Technique.values()) {
            bits |= technique.isFolding() ? Alignment.bit(technique) : 0;
        }
        return bits;
    }

    boolean has(Technique technique) {
        return (techniques & Alignment.bit(technique)) != 0;
    }

    /** Whether nobody would look through so many techniques at once. */
    boolean isFarFetched() {
        return count(techniques) > LexiconMatcher.MAX_TECHNIQUES;
    }

    /** How many of some techniques, by their bits, are no foldings. */
    static int count(int techniques) {
        return Integer.bitCount(techniques & ~FOLDINGS);
    }

    /** A character further, which stands there as it is. */
    Reading plainly() {
        return spelled ? new Reading(techniques, substituted, cost, confidence, false) : this;
    }

    /** A separator further. */
    Reading parted() {
        return has(Technique.SEPARATOR)
                ? this
                : new Reading(
                        techniques | Alignment.bit(Technique.SEPARATOR),
                        substituted,
                        cost,
                        confidence * Technique.SEPARATOR.confidence(),
                        spelled);
    }

    /** Something further that a technique undoes, which stands for so many characters. */
    Reading by(Technique technique, int characters) {
        return by(technique, characters, 0, 1.0);
    }

    /**
     * Something further that a technique undoes.
     *
     * @param characters for which it stands
     * @param further what it costs to hear them
     * @param tone the factor for that
     */
    Reading by(Technique technique, int characters, int further, double tone) {
        int bit = Alignment.bit(technique);
        double factor =
                (techniques & bit) == 0
                        ? technique.confidence()
                        : (FURTHER_COUNTS & bit) == 0 ? 1.0 : FURTHER;
        return new Reading(
                techniques | bit,
                substituted + characters,
                cost + further,
                Math.min(1.0, confidence * tone * factor),
                false);
    }

    /** The same, ending with a syllable in Latin letters. */
    Reading spelledOut() {
        return new Reading(techniques, substituted, cost, confidence, true);
    }
}
