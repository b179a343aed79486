package io.qundun.deploy.traffic;

import io.qundun.schemas.AccountStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The made-up accounts and groups: who is verified, whose clock is wrong, who is in which group.
 */
final class SamplePopulation {

    private static final double UNVERIFIED = 0.012;
    private static final double WITHOUT_STATUS = 0.006;
    private static final double WRONG_CLOCK = 0.007;
    private static final int ACCOUNTS_A_GROUP = 14;
    private static final int SPAMMERS_A_GROUP = 2;

    /** Messages a second up to which groups of ordinary size talk at an ordinary pace. */
    private static final double COMFORTABLE_RATE = 20;

    private final String[] people;
    private final String[] spammers;
    private final List<SampleGroup> groups = new ArrayList<>();
    private final List<AccountStatus> statuses = new ArrayList<>();
    private final long seed;

    SamplePopulation(TrafficPlan plan, Chance chance) {
        seed = plan.seed();
        // Nobody speaks much oftener than once a minute on average, however fast chat comes.
        int speakers = (int) Math.ceil(plan.messagesPerSecond() * 60);
        double crowd = Math.max(1, plan.messagesPerSecond() / COMFORTABLE_RATE);
        people = new String[Math.max(40, Math.max(speakers, plan.groups() * ACCOUNTS_A_GROUP))];
        for (int i = 0; i < people.length; i++) {
            people[i] = String.format("u-%06d", i + 1);
            if (isWithoutStatus(people[i])) {
                continue;
            }
            String status = chance.happens(UNVERIFIED) ? "unverified" : "verified";
            statuses.add(new AccountStatus(people[i], status, token(people[i]), 0L));
        }
        // Accounts made or bought for spam: most have passed verification somehow.
        spammers = new String[Math.max(60, plan.groups() * SPAMMERS_A_GROUP)];
        for (int i = 0; i < spammers.length; i++) {
            spammers[i] = String.format("s-%06d", i + 1);
            String status = chance.happens(0.12) ? "unverified" : "verified";
            statuses.add(new AccountStatus(spammers[i], status, token(spammers[i]), 0L));
        }
        for (int i = 0; i < plan.groups(); i++) {
            // Few groups are large: sizes fall off as a power of the rank.
            int size =
                    (int) Math.max(3, crowd * 420 / StrictMath.pow(i + 1, 0.72)) + chance.below(5);
            String[] members = new String[Math.min(size, people.length)];
            for (int m = 0; m < members.length; m++) {
                members[m] = people[chance.below(people.length)];
            }
            // English groups are one in fifteen, the others share the rest.
            List<SampleGroup.Kind> chinese = SampleGroup.Kind.CHINESE;
            SampleGroup.Kind kind =
                    i % 15 == 14 ? SampleGroup.Kind.ENGLISH : chinese.get(i % chinese.size());
            double share = StrictMath.pow(members.length, 0.7) * (0.4 + 1.2 * chance.fraction());
            groups.add(new SampleGroup(String.format("g-%05d", i + 1), kind, members, share));
        }
    }

    private String token(String userId) {
        return String.format("tok-%016x", mixed(seed, userId));
    }

    private static long mixed(long seed, String userId) {
        long bits = seed * 0x9E3779B97F4A7C15L + userId.hashCode();
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    private double trait(String userId, int which) {
        return (mixed(seed + which, userId) >>> 11) * 0x1.0p-53;
    }

    /** Nothing is known of this account when it first speaks. */
    boolean isWithoutStatus(String userId) {
        return userId.startsWith("u-") && trait(userId, 1) < WITHOUT_STATUS;
    }

    /** By how many milliseconds the account's own clock is wrong; 0 for most. */
    long clockError(String userId) {
        double trait = trait(userId, 2);
        if (trait >= WRONG_CLOCK) {
            return 0;
        }
        // From six hours behind to six hours ahead.
        return (long) ((trait / WRONG_CLOCK - 0.5) * 12 * 3_600_000);
    }

    String spammer(Chance chance) {
        return spammers[chance.below(spammers.length)];
    }

    /** Somebody. */
    String person(Chance chance) {
        return people[chance.below(people.length)];
    }

    List<SampleGroup> groups() {
        return groups;
    }

    /** What is known of the accounts before anybody speaks. */
    List<AccountStatus> statuses() {
        return statuses;
    }

    AccountStatus status(String userId, String status, long effectiveFrom) {
        return new AccountStatus(userId, status, token(userId), effectiveFrom);
    }
}
