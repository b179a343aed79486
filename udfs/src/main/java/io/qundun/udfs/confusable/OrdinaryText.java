package io.qundun.udfs.confusable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How often runs of one to four Chinese characters, and Latin words, occur in ordinary text: 2.5
 * million characters of dialogue, comments and messages. Most of them harm nobody; what only
 * offensive comments have counts from its second time on. A spelling that is itself ordinary is no
 * disguise.
 *
 * <p>Counts are coarse (powers of two) and kept under 28-bit hashes, so that a run that never
 * occurred is taken for one that did about twice in a thousand questions. Texts must be folded. A
 * question reads two places of memory.
 *
 * <p>Source: counts over CrossWOZ and KdConv (Apache-2.0), COLD (Apache-2.0) and SWSR (MIT), the
 * harmless messages of the SMS Spam Collection (free for all purposes) and of Davidson's tweets
 * (MIT), a word list of our own, and the often used words of three and four characters of
 * jieba-analysis (Apache-2.0); see {@code NOTICE.txt}. Immutable, thread-safe, allocates nothing.
 */
public final class OrdinaryText {
    /** The longest run that is counted, in characters. */
    public static final int LONGEST = 4;

    private static final int COUNT_BITS = OrdinaryTextFormat.COUNT_BITS;

    /** Buckets of hashes by their leading bits: a few entries each. */
    private static final int BUCKET_BITS = 16;

    private static final int BUCKET_SHIFT = Integer.SIZE - COUNT_BITS - BUCKET_BITS;

    /** Sorted; the hash above the logarithm of the count. */
    private final int[] entries;

    /** By leading bits of the hash where its entries begin. */
    private final int[] buckets = new int[(1 << BUCKET_BITS) + 1];

    private OrdinaryText() {
        try (DataInputStream in =
                new DataInputStream(
                        new BufferedInputStream(
                                TableResource.open("ordinary-text.bin"), 1 << 16))) {
            if (in.readInt() != OrdinaryTextFormat.MAGIC) {
                throw new IllegalStateException(
                        "ordinary-text.bin is of another version; make it anew with qundun bench"
                                + " tables");
            }
            entries = new int[in.readInt()];
            int hash = 0;
            for (int i = 0; i < entries.length; i++) {
                int first = in.readUnsignedByte();
                int delta = first >> COUNT_BITS & 7;
                int shift = 3;
                for (int b = first; (b & 0x80) != 0; shift += 7) {
                    b = in.readUnsignedByte();
                    delta |= (b & 0x7F) << shift;
                }
                hash += delta;
                entries[i] = hash << COUNT_BITS | (first & (1 << COUNT_BITS) - 1);
                buckets[(hash >>> BUCKET_SHIFT) + 1] = i + 1;
            }
            for (int i = 1; i < buckets.length; i++) {
                buckets[i] = Math.max(buckets[i], buckets[i - 1]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table ordinary-text.bin", e);
        }
    }

    private static final class Holder {
        static final OrdinaryText TABLE = new OrdinaryText();
    }

    /** The table, read at the first call. */
    public static OrdinaryText get() {
        return Holder.TABLE;
    }

    /**
     * How often a run occurs, rounded down to a power of two: 0 when it does not occur, or too
     * seldom to be kept (once, for two characters and more). Of a run longer than {@value #LONGEST}
     * characters the least count of the runs of {@value #LONGEST} in it is told.
     *
     * @param text folded
     * @param start its first UTF-16 unit
     * @param end one past its last
     */
    public int count(CharSequence text, int start, int end) {
        if (end - start <= LONGEST) {
            return find(OrdinaryTextFormat.hashOfRun(text, start, end));
        }
        int least = Integer.MAX_VALUE;
        for (int i = start; i + LONGEST <= end && least > 0; i++) {
            least = Math.min(least, find(OrdinaryTextFormat.hashOfRun(text, i, i + LONGEST)));
        }
        return least;
    }

    /** How often a whole run occurs; as {@link #count(CharSequence, int, int)}. */
    public int count(CharSequence run) {
        return count(run, 0, run.length());
    }

    /**
     * How often a Latin word occurs between other letters and digits, rounded down to a power of
     * two; 0 when it does not, or once.
     *
     * @param text folded
     * @param start the word's first UTF-16 unit
     * @param end one past its last
     */
    public int wordCount(CharSequence text, int start, int end) {
        return find(OrdinaryTextFormat.hashOfWord(text, start, end));
    }

    private int find(int hash) {
        int bucket = hash >>> BUCKET_SHIFT;
        int end = buckets[bucket + 1];
        for (int at = buckets[bucket]; at < end; at++) {
            if (entries[at] >>> COUNT_BITS == hash) {
                return 1 << (entries[at] & (1 << COUNT_BITS) - 1);
            }
        }
        return 0;
    }

    /** How many runs and words are kept. */
    public int size() {
        return entries.length;
    }
}
