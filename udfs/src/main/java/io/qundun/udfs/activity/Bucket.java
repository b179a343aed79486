package io.qundun.udfs.activity;

/**
 * A minute or an hour of a group: counts, and sketches of who wrote. Counts can be corrected,
 * sketches not: they hold senders of refused messages too.
 *
 * @param number minutes or hours since 1970
 * @param counts what was counted
 * @param senders sketch of those who wrote
 * @param newMembers sketch of those who wrote and had joined within a day
 */
public record Bucket(int number, ActivityCounts counts, byte[] senders, byte[] newMembers) {

    void write(BinaryOutput out) {
        counts.write(out);
        out.bytes(senders).bytes(newMembers);
    }

    static Bucket read(int number, BinaryInput in) {
        ActivityCounts counts = ActivityCounts.read(in);
        return new Bucket(number, counts, in.bytes(), in.bytes());
    }
}
