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

    /** An entry whose first character another is shown for. */
    long showsFirst;

    /** The same of the second one. */
    long showsSecond;

    /** The same of the third one. */
    long showsThird;

    /** Three characters are as they should be, and what is shown for another may come later. */
    long showsLater;

    /** Whether two characters somewhere in the text may be parts of one. */
    boolean inParts;

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

    /** Begins with the end of a text. */
    void clear() {
        inParts = false;
        code = 0;
        endThree = 0;
        endFour = 0;
    }
}
