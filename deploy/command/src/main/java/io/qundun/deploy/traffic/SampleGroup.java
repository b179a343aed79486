package io.qundun.deploy.traffic;

import java.util.List;

/** One made-up group: who is in it, when it is lively, what it is talking about just now. */
final class SampleGroup {

    private static final int RECENT = 12;
    private static final double CALMS_DOWN_MS = 45_000;

    /**
     * A kind of group.
     *
     * @param liveliness 0-9 at each fourth hour from midnight (UTC+8)
     * @param families what it talks about, the usual subjects more than once
     */
    record Kind(String liveliness, List<String> families) {

        /** As the platform's own list of group categories has it. */
        String category() {
            return families.get(0);
        }

        /** English groups; there are few. */
        static final Kind ENGLISH = new Kind("321567", List.of("english", "english", "mixed"));

        /** All others: families, work, classes, neighbours, games, trade, hobbies. */
        static final List<Kind> CHINESE =
                List.of(
                        new Kind("105789", List.of("family", "family", "dinner", "weather")),
                        new Kind("019883", List.of("work", "work", "mixed", "dinner")),
                        new Kind("106574", List.of("homework", "homework", "weather", "dinner")),
                        new Kind("016667", List.of("neighbours", "neighbours", "weather", "trade")),
                        new Kind("512469", List.of("game", "game", "dinner", "mixed")),
                        new Kind("114675", List.of("trade", "trade", "neighbours")),
                        new Kind("116579", List.of("hobby", "hobby", "weather", "dinner")));

        /** From 0.05 asleep to about 1, interpolated between the four-hour marks. */
        double liveliness(double hour) {
            int block = (int) (hour / 4) % 6;
            double into = hour / 4 - Math.floor(hour / 4);
            int here = liveliness.charAt(block) - '0';
            int next = liveliness.charAt((block + 1) % 6) - '0';
            return 0.05 + (here + (next - here) * into) / 9;
        }
    }

    private final String id;
    private final Kind kind;
    private final String[] members;
    private final double share;
    private final long[] clientSequences;
    private final String[] recentIds = new String[RECENT];
    private final int[] recentSenders = new int[RECENT];
    private int spoken;
    private String family;
    private int familyLeft;
    private double excitement;
    private long excitedAt;

    SampleGroup(String id, Kind kind, String[] members, double share) {
        this.id = id;
        this.kind = kind;
        this.members = members;
        this.share = share;
        this.clientSequences = new long[members.length];
    }

    String id() {
        return id;
    }

    String category() {
        return kind.category();
    }

    String member(int index) {
        return members[index];
    }

    int size() {
        return members.length;
    }

    /**
     * How much of the traffic is this group's now: its size, the hour, and whether it is in a
     * burst.
     */
    double weight(long now, double hour) {
        double calmed = StrictMath.exp(-(now - excitedAt) / CALMS_DOWN_MS);
        return share * kind.liveliness(hour) * (1 + excitement * calmed);
    }

    /** Talk brings talk. */
    void excite(long now) {
        double calmed = excitement * StrictMath.exp(-(now - excitedAt) / CALMS_DOWN_MS);
        excitement = Math.min(9, calmed + 0.7);
        excitedAt = now;
    }

    /**
     * Who speaks: mostly those who spoke just now, else the talkative ones more than the others.
     */
    int nextSpeaker(Chance chance) {
        if (spoken > 0 && chance.happens(0.55)) {
            return recentSenders[chance.below(Math.min(spoken, RECENT))];
        }
        return (int) (members.length * StrictMath.pow(chance.fraction(), 1.6));
    }

    /** What the group is talking about; it stays with a subject for a while. */
    String nextFamily(Chance chance) {
        if (familyLeft-- <= 0) {
            family = chance.pick(kind.families());
            familyLeft = chance.between(4, 25);
        }
        return chance.happens(0.22) ? "reaction" : family;
    }

    long nextClientSequence(int member) {
        return ++clientSequences[member];
    }

    void remember(String messageId, int member) {
        int at = spoken++ % RECENT;
        recentIds[at] = messageId;
        recentSenders[at] = member;
    }

    /** The id of one of the last messages, or null when nobody has spoken yet. */
    String recentMessage(Chance chance) {
        return spoken == 0 ? null : recentIds[chance.below(Math.min(spoken, RECENT))];
    }
}
