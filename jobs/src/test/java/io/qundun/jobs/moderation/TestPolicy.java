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
            """;

    private static final String EXAMPLES =
            """
            {"text":"%s","expect":{"action":"remove","categories":["spam"]}}
            {"text":"水果特卖","expect":{"action":"review","categories":["ads"]}}
            {"text":"今天天气不错","sender":{"rate":5},"expect":{"action":"remove","categories":["spam"]}}
            {"text":"今天天气不错","sender":{"repeats":3},"expect":{"action":"review","categories":["spam"]}}
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
