package io.qundun.udfs.confusable;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How {@link OrdinaryText} is stored, for the tool that makes it. Big-endian: the magic number, the
 * number of entries, then the entries by ascending hash. An entry is the difference to the hash
 * before and the logarithm of the count: a byte with the logarithm in bits 0 to 3, the lowest three
 * bits of the difference in bits 4 to 6, and in bit 7 whether more follows; then seven bits a byte,
 * lowest first, bit 7 likewise.
 */
public final class OrdinaryTextFormat {
    static final int MAGIC = 0x514F5431;
    static final int COUNT_BITS = 4;
    private static final int HASH_MASK = -1 >>> COUNT_BITS;
    private static final int HIGHEST_LOGARITHM = (1 << COUNT_BITS) - 1;

    private OrdinaryTextFormat() {}

    /** The 28-bit hash of a run of Chinese characters. */
    public static int hashOfRun(CharSequence text, int start, int end) {
        int h = 0x811C9DC5 ^ (end - start);
        for (int i = start; i < end; i++) {
            h = (h ^ text.charAt(i)) * 0x01000193;
            h ^= h >>> 15;
        }
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        h ^= h >>> 16;
        return h & HASH_MASK;
    }

    /** The 28-bit hash of a Latin word, another one than that of the same run. */
    public static int hashOfWord(CharSequence text, int start, int end) {
        return ~hashOfRun(text, start, end) & HASH_MASK;
    }

    /**
     * Writes a table.
     *
     * @param counts positive counts by hash; of runs with equal hashes the highest counts
     */
    public static void write(Map<Integer, Integer> counts, DataOutputStream out)
            throws IOException {
        SortedMap<Integer, Integer> sorted = new TreeMap<>(counts);
        out.writeInt(MAGIC);
        out.writeInt(sorted.size());
        int before = 0;
        for (Map.Entry<Integer, Integer> entry : sorted.entrySet()) {
            int delta = entry.getKey() - before;
            int logarithm = 31 - Integer.numberOfLeadingZeros(entry.getValue());
            int first = (delta & 7) << COUNT_BITS | Math.min(logarithm, HIGHEST_LOGARITHM);
            int rest = delta >>> 3;
            out.writeByte(rest == 0 ? first : first | 0x80);
            while (rest != 0) {
                int next = rest & 0x7F;
                rest >>>= 7;
                out.writeByte(rest == 0 ? next : next | 0x80);
            }
            before = entry.getKey();
        }
    }
}
