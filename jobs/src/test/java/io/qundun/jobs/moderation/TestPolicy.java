package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.PolicyFiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Small packs made in code: one term to remove, one to review, a shadow rule that stands before the
 * removing one, and rules on rate, repeats and flagged messages. Compiled once a process.
 */
final class TestPolicy {

    static final String REMOVED = "白菜促销";
    static final String REVIEWED = "水果特卖";

    /** Harmless, but for versions that are made with it as the first term. */
    static final String OTHER = "西瓜促销";

    static final String HARMLESS = "今天天气不错";

    private static final String PACK =
            """
            id: test
            version: %d
            unknown: %s
            appeal: "https://example.org/appeal"
            categories:
              - id: spam
                title: {zh: 垃圾信息, en: Spam}
                clause: provisions-2017/5
                severity: 1
              - id: ads
                title: {zh: 广告, en: Advertising}
                clause: provisions-2017/10
                severity: 2
            rules:
              - id: shadowed
                mode: shadow
                clause: provisions-2017/10
                category: ads
                when: keyword.spam >= 1
                action: remove
                severity: 3
              - id: removes
                mode: live
                clause: provisions-2017/5
                category: spam
                when: keyword.spam >= 1
                action: remove
                severity: 2
              - id: floods
                mode: live
                clause: provisions-2017/5
                category: spam
                when: sender.rate >= 5
                action: remove
                severity: 1
              - id: reviews
                mode: live
                clause: provisions-2017/10
                category: ads
                when: keyword.ads >= 1
                action: review
                severity: 1
              - id: repeats
                mode: live
                clause: provisions-2017/5
                category: spam
                when: sender.repeats >= 3
                action: review
                severity: 1
              - id: withheld
                mode: live
                clause: provisions-2017/7.2
                category: ads
                when: "!sender.services.links && message.links > 0"
                action: review
                severity: 1
            credit:
              start: 100
              recovery: 1
              rise: 7
              horizon: 30
              points:
                - {severity: 1, member: 4, manager: 6, creator: 6, expires: 30}
                - {severity: 2, member: 12, manager: 18, creator: 18, expires: 90}
                - {severity: 3, member: 25, manager: 38, creator: 38, expires: 180}
              repetition:
                within: 30
                steps:
                  - {from: 1, percent: 100}
              levels:
                - {level: 1, score: 0, activeDays: 0, postRate: 3, links: false, mayCreate: false, mayManage: false}
                - {level: 2, score: 30, activeDays: 0, postRate: 10, links: false, mayCreate: false, mayManage: true}
                - {level: 3, score: 60, activeDays: 0, postRate: 30, links: true, mayCreate: true, mayManage: true}
                - {level: 4, score: 80, activeDays: 30, postRate: 60, links: true, mayCreate: true, mayManage: true}
                - {level: 5, score: 95, activeDays: 90, links: true, mayCreate: true, mayManage: true}
            """;

    private static final String EXAMPLES =
            """
            {"text":"%s","expect":{"action":"remove","categories":["spam"]}}
            {"text":"水果特卖","expect":{"action":"review","categories":["ads"]}}
            {"text":"今天天气不错","sender":{"rate":5},"expect":{"action":"remove","categories":["spam"]}}
            {"text":"今天天气不错","sender":{"repeats":3},"expect":{"action":"review","categories":["spam"]}}
            {"text":"看 https://example.org/1","sender":{"level":2},"expect":{"action":"review","categories":["ads"]}}
            """;

    private TestPolicy() {}

    /** A pack whose first term is {@link #REMOVED}. */
    static Map<String, byte[]> files(long version, String unknown) {
        return files(version, unknown, REMOVED);
    }

    static Map<String, byte[]> files(long version, String unknown, String removed) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("policy.yaml", utf8(PACK.formatted(version, unknown)));
        files.put("lexicon/spam.tsv", utf8(removed + "\tspam\t2\n"));
        files.put("lexicon/ads.tsv", utf8(REVIEWED + "\tads\t1\n"));
        files.put("examples/all.jsonl", utf8(EXAMPLES.formatted(removed)));
        return files;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static PolicyBundle bundle(long version, String unknown) {
        return bundle(version, unknown, 0, REMOVED);
    }

    static PolicyBundle bundle(long version, String unknown, long effectiveFrom, String removed) {
        Map<String, byte[]> files = files(version, unknown, removed);
        return new PolicyBundle(
                "test", version, PolicyFiles.of(files).hash(), effectiveFrom, files);
    }

    static CompiledPolicy compiled(PolicyBundle bundle) {
        return CompiledPolicies.of(bundle).join();
    }
}
