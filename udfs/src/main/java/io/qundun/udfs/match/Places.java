package io.qundun.udfs.match;

/**
 * What a filter says of up to 64 places that follow each other in a text, a bit a place, and what
 * it has to know of those after them, which it is asked about first. Belongs to one thread.
 */
final class Places {
    /** What may be spelled plainly. */
    long spelled;

    /** The same backwards, two or three units further on. */
    long backwards;

    /** Keys of one or two sound classes, a character for another. */
    long few;

    /** Longer keys of sound classes. */
    long more;

    /** A key of three characters or more with other radicals. */
    long akin;

    /** A key of two characters, another shown for one of them. */
    long showsTwo;

    /** A key of three characters, another shown for the first one. */
    long showsFirstOfThree;

    /** The same of the second one. */
    long showsSecondOfThree;

    /** The same of the third one. */
    long showsThirdOfThree;

    /** A longer key, another shown for the first character. */
    long showsFirst;

    /** The same of the second one. */
    long showsSecond;

    /** The same of the third one. */
    long showsThird;

    /** The same of the fourth one; beside {@link #showsThird} of one after it, too. */
    long showsFourth;

    /** Whether two characters somewhere in the text may be parts of one. */
    boolean inParts;

    /** Whether the text may have a Martian character that sounds otherwise than it is meant. */
    boolean inMartian;

    // What pairs of characters, and of sound classes, may be; of use to the filter alone.

    long begins;
    long shown;
    long heard;
    long endThree;
    long endFour;

    /** {@link #endThree} of the places after these. */
    long laterEndThree;

    /** {@link #endFour} of the places after these. */
    long laterEndFour;

    /** What stands for the first character asked about, and so comes after those before it. */
    int code;

    /** The same of the second one. */
    int nextCode;

    /** Places where something may be shown for something else. */
    long shows() {
        return showsTwo
                | akin
                | showsFirstOfThree
                | showsSecondOfThree
                | showsThirdOfThree
                | showsFirst
                | showsSecond
                | showsThird
                | showsFourth;
    }

    /** Lets everything pass at so many places. */
    void openAll(int count) {
        long all = -1L >>> (Long.SIZE - count);
        spelled = all;
        backwards = all;
        few = all;
        more = all;
        showsTwo = all;
        akin = all;
        showsFirstOfThree = all;
        showsSecondOfThree = all;
        showsThirdOfThree = all;
        showsFirst = all;
        showsSecond = all;
        showsThird = all;
        showsFourth = all;
        inParts = true;
        inMartian = true;
    }

    /** Begins with the end of a text. */
    void clear() {
        inParts = false;
        inMartian = false;
        code = 0;
        nextCode = 0;
        endThree = 0;
        endFour = 0;
    }
}
