package io.qundun.udfs.decision;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * SimHash (Charikar 2002) of 64 bits over the folded characters and their pairs, separators left
 * out and runs of digits taken as one, so that texts which differ in spelling, decoration or a
 * number have the same or nearly the same fingerprint. The first {@value #MAX_CHARACTERS}
 * characters count.
 */
public final class Fingerprints {
    /** UTF-16 units of the folded text that are looked at. */
    public static final int MAX_CHARACTERS = 2000;

    /** Differing bits up to which two texts count as nearly the same. */
    public static final int NEAR_BITS = 7;

    /** Counter planes: two features a character stay below 2^12. */
    private static final int PLANES = 12;

    private static final long DIGITS = 0x9E3779B97F4A7C15L;

    private Fingerprints() {}

    /** Whether two texts are the same or nearly the same. False when either is empty (0). */
    public static boolean nearlySame(long a, long b) {
        return a != 0 && b != 0 && Long.bitCount(a ^ b) <= NEAR_BITS;
    }

    /** The fingerprint; 0 only for a text that folds to nothing. */
    public static long of(FoldedText text) {
        int n = Math.min(text.length(), MAX_CHARACTERS);
        if (n == 0) {
            return 0;
        }
        int letters = text.length() - text.count(CharKind.SEPARATOR) - text.count(CharKind.DIGIT);
        long hash = letters > 0 ? similar(text, n) : exact(text, n);
        return hash == 0 ? 1 : hash;
    }

    /** Numbers, emoji and the like are the same only when they are equal. */
    private static long exact(FoldedText text, int n) {
        long hash = n;
        for (int i = 0; i < n; i++) {
            hash = mix(hash * 31 + text.charAt(i));
        }
        return hash;
    }

    private static long similar(FoldedText text, int n) {
        // The planes hold, bit by bit, how often each of the 64 bits was set: plane k counts 2^k.
        long p0 = 0;
        long p1 = 0;
        long p2 = 0;
        long p3 = 0;
        long[] higher = null;
        int features = 0;
        long previous = 0;
        boolean inDigits = false;
        for (int i = 0; i < n; i++) {
            byte kind = text.kindAt(i);
            if (kind == CharKind.SEPARATOR) {
                continue;
            }
            long current;
            if (kind == CharKind.DIGIT) {
                if (inDigits) {
                    continue;
                }
                inDigits = true;
                current = DIGITS;
            } else {
                inDigits = false;
                current = text.charAt(i) + 1L;
            }
            for (int part = 0; part < 2; part++) {
                long carry =
                        part == 0 ? mix(current) : mix(previous * 0xFF51AFD7ED558CCDL + current);
                features++;
                long t = p0 & carry;
                p0 ^= carry;
                carry = t;
                t = p1 & carry;
                p1 ^= carry;
                carry = t;
                t = p2 & carry;
                p2 ^= carry;
                carry = t;
                t = p3 & carry;
                p3 ^= carry;
                carry = t;
                if (carry != 0) {
                    if (higher == null) {
                        higher = new long[PLANES - 4];
                    }
                    for (int k = 0; carry != 0 && k < higher.length; k++) {
                        t = higher[k] & carry;
                        higher[k] ^= carry;
                        carry = t;
                    }
                }
            }
            previous = current;
        }
        return majority(features / 2, p0, p1, p2, p3, higher);
    }

    /** The bits whose count is above a threshold, compared plane by plane from the highest. */
    private static long majority(int threshold, long p0, long p1, long p2, long p3, long[] higher) {
        long above = 0;
        long equal = ~0L;
        for (int k = PLANES - 1; k >= 0; k--) {
            long plane;
            if (k >= 4) {
                plane = higher == null ? 0 : higher[k - 4];
            } else {
                plane = k == 3 ? p3 : k == 2 ? p2 : k == 1 ? p1 : p0;
            }
            if ((threshold >>> k & 1) == 0) {
                above |= equal & plane;
                equal &= ~plane;
            } else {
                equal &= plane;
            }
        }
        return above;
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }
}
