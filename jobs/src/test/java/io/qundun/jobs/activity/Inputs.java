package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import java.util.List;

/** Made-up inputs of the group's function. */
final class Inputs {

    /** A whole hour: 2025-06-15, 15:00 UTC. */
    static final long START = 1_750_000_000_000L / 3_600_000 * 3_600_000;

    static final long MINUTE = 60_000;
    static final long HOUR = 3_600_000;
    static final long DAY = 86_400_000;

    private Inputs() {}

    static GroupInput verdict(
            String group,
            String verdictId,
            String messageId,
            String sender,
            long time,
            String action,
            long policyVersion,
            String reverses,
            List<String> categories) {
        GroupInput input = new GroupInput();
        input.kind = GroupInput.VERDICT;
        input.groupId = group;
        input.id = verdictId;
        input.messageId = messageId;
        input.userId = sender;
        input.time = time;
        input.what = action;
        input.policyVersion = policyVersion;
        input.about = reverses;
        input.categories = categories;
        return input;
    }

    /** An allowed message. */
    static GroupInput message(String group, String id, String sender, long time) {
        return verdict(group, "v-" + id, id, sender, time, "allow", 1, null, List.of());
    }

    /** A removed message. */
    static GroupInput removed(
            String group, String id, String sender, long time, String... categories) {
        return verdict(group, "v-" + id, id, sender, time, "remove", 1, null, List.of(categories));
    }

    /** A refused message. */
    static GroupInput refused(String group, String id, String sender, long time) {
        return verdict(group, "v-" + id, id, sender, time, "refuse", 1, null, List.of());
    }

    static GroupInput event(String group, String id, String type, String user, long time) {
        GroupInput input = new GroupInput();
        input.kind = GroupInput.EVENT;
        input.groupId = group;
        input.id = id;
        input.what = type;
        input.userId = user;
        input.time = time;
        return input;
    }

    static GroupInput decision(
            String group,
            String id,
            String verdictId,
            String messageId,
            String outcome,
            long time) {
        GroupInput input = new GroupInput();
        input.kind = GroupInput.DECISION;
        input.groupId = group;
        input.id = id;
        input.about = verdictId;
        input.messageId = messageId;
        input.what = outcome;
        input.time = time;
        return input;
    }

    /** A policy with grades; one flagged message of a category that weighs 10 costs a grade. */
    static ReleasedTables tables(long version) {
        ReleasedTables tables = new ReleasedTables();
        tables.packId = "test";
        tables.version = version;
        tables.hash = "none";
        tables.document = POLICY.formatted(version, version);
        return tables;
    }

    private static final String POLICY =
            """
            id: test
            version: %d
            categories:
              - id: fraud
                title: {zh: 诈骗, en: Fraud}
                clause: provisions-2017/10
                severity: 3
              - id: spam
                title: {zh: 垃圾信息, en: Spam}
                clause: provisions-2017/5
                severity: 1
            rules:
              - id: removes
                mode: live
                clause: provisions-2017/5
                category: spam
                when: keyword.spam >= 1
                action: remove
                severity: 1
            grades:
              version: test-%d
              start: 3
              riseDays: 3
              weights: {1: 1, 2: 3, 3: 10}
              violations:
                - {from: 10, points: 10}
                - {from: 20, points: 20}
                - {from: 40, points: 40}
              members:
                - {from: 100, points: 10}
              groupCategories: {lending: 20}
              borders:
                - {grade: 5, from: 0}
                - {grade: 4, from: 10}
                - {grade: 3, from: 20}
                - {grade: 2, from: 30}
                - {grade: 1, from: 40}
              surge:
                hours: 2
                1m: {ratio: 10, messages: 5, joins: 3}
                1h: {ratio: 3, messages: 10, joins: 5}
            """;
}
