package io.qundun.udfs.activity;

import io.qundun.udfs.decision.Action;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is counted exactly. Mutable, for one thread. */
public final class ActivityCounts {

    private long messages;
    private long refused;
    private long joins;
    private long leaves;
    private long flagged;
    private final TreeMap<String, Long> flaggedByCategory = new TreeMap<>();

    /** Messages, refused ones not counted. */
    public long messages() {
        return messages;
    }

    /** Refused messages. */
    public long refused() {
        return refused;
    }

    /** Members who joined. */
    public long joins() {
        return joins;
    }

    /** Members who left or were removed. */
    public long leaves() {
        return leaves;
    }

    /** Flagged messages. */
    public long flagged() {
        return flagged;
    }

    /** Flagged messages by category; a message may count in several. */
    public Map<String, Long> flaggedByCategory() {
        return flaggedByCategory;
    }

    /** Whether nothing happened. */
    public boolean isEmpty() {
        return messages == 0 && refused == 0 && joins == 0 && leaves == 0;
    }

    /** One more message as it stands. */
    public void add(Standing standing) {
        change(standing, 1);
    }

    /** One message less. */
    public void remove(Standing standing) {
        change(standing, -1);
    }

    private void change(Standing standing, int by) {
        if (standing.action() == Action.REFUSE) {
            refused += by;
            return;
        }
        messages += by;
        if (standing.isFlagged()) {
            flagged += by;
            for (String category : standing.categories()) {
                change(category, by);
            }
        }
    }

    private void change(String category, long by) {
        long count = flaggedByCategory.getOrDefault(category, 0L) + by;
        if (count == 0) {
            flaggedByCategory.remove(category);
        } else {
            flaggedByCategory.put(category, count);
        }
    }

    /** One more join. */
    public void join() {
        joins++;
    }

    /** One more leave. */
    public void leave() {
        leaves++;
    }

    /** All that other counts hold. */
    public void add(ActivityCounts other) {
        messages += other.messages;
        refused += other.refused;
        joins += other.joins;
        leaves += other.leaves;
        flagged += other.flagged;
        for (Map.Entry<String, Long> entry : other.flaggedByCategory.entrySet()) {
            change(entry.getKey(), entry.getValue());
        }
    }

    void write(BinaryOutput out) {
        out.number(messages).number(refused).number(joins).number(leaves).number(flagged);
        if (flagged != 0) {
            writeCounts(flaggedByCategory, out);
        }
    }

    static ActivityCounts read(BinaryInput in) {
        ActivityCounts counts = new ActivityCounts();
        counts.messages = in.number();
        counts.refused = in.number();
        counts.joins = in.number();
        counts.leaves = in.number();
        counts.flagged = in.number();
        if (counts.flagged != 0) {
            readCounts(counts.flaggedByCategory, in);
        }
        return counts;
    }

    static void writeCounts(Map<String, Long> counts, BinaryOutput out) {
        out.number(counts.size());
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            out.text(entry.getKey()).number(entry.getValue());
        }
    }

    static void readCounts(Map<String, Long> counts, BinaryInput in) {
        for (int n = in.small(); n > 0; n--) {
            String category = in.text();
            counts.put(category, in.number());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivityCounts that
                && messages == that.messages
                && refused == that.refused
                && joins == that.joins
                && leaves == that.leaves
                && flagged == that.flagged
                && flaggedByCategory.equals(that.flaggedByCategory);
    }

    @Override
    public int hashCode() {
        return Objects.hash(messages, refused, joins, leaves, flagged);
    }

    @Override
    public String toString() {
        return "messages %d, refused %d, joins %d, leaves %d, flagged %d %s"
                .formatted(messages, refused, joins, leaves, flagged, flaggedByCategory);
    }
}
