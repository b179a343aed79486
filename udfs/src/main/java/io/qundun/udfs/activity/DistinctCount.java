package io.qundun.udfs.activity;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * Distinct accounts, as HyperLogLog sketches of 2^11 registers of 4 bits: 4 bytes an account and
 * exact up to {@value #EXACT}, at most about 1 KB and with a standard error of 2.3 % beyond. Unions
 * are as exact, in whatever order; beyond {@value #EXACT} another order may give another estimate
 * within that error. For one thread, to be used again and again.
 */
public final class DistinctCount {

    /** Up to so many the count is exact, but for two hashes that meet. */
    public static final int EXACT = 192;

    /** One standard error beyond, as a share. */
    public static final double STANDARD_ERROR = 1.04 / Math.sqrt(1 << 11);

    /** A sketch of nobody. */
    public static final byte[] NOBODY = {};

    private static final int LG_K = 11;
    private static final int DEVIATIONS = 2;

    private final Union union = new Union(LG_K);

    /** Begins with nobody. */
    public DistinctCount reset() {
        union.reset();
        return this;
    }

    /** One account by its hash. */
    public void add(long account) {
        union.update(account);
    }

    /** All accounts of a sketch. */
    public void add(byte[] sketch) {
        if (sketch.length > 0) {
            union.update(HllSketch.wrap(Memory.wrap(sketch)));
        }
    }

    /** As a sketch. */
    public byte[] toSketch() {
        return union.isEmpty() ? NOBODY : union.getResult(TgtHllType.HLL_4).toCompactByteArray();
    }

    /** How many; a whole number while it is exact. */
    public double estimate() {
        return exactly(union.getEstimate());
    }

    /** At least so many, at two standard deviations. */
    public double low() {
        return exactly(union.getLowerBound(DEVIATIONS));
    }

    /** At most so many, at two standard deviations. */
    public double high() {
        return exactly(union.getUpperBound(DEVIATIONS));
    }

    // Sketches that list their accounts tell a count within some millionths.
    private double exactly(double value) {
        return union.getEstimate() < EXACT + 0.5 ? Math.rint(value) : value;
    }
}
