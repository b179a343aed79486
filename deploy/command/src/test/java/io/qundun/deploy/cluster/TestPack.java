package io.qundun.deploy.cluster;

import io.qundun.deploy.policy.PolicyPack;
import io.qundun.udfs.policy.InvalidPolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small policy: the first version knows gambling, later ones fraud as well. */
final class TestPack {

    private static final String RULE =
            """
              - id: %1$s-named
                mode: live
                clause: provisions-2017/10
                category: %1$s
                when: keyword.%1$s >= 1
                action: remove
                severity: 3
                reason: {zh: 违规内容 %2$d, en: "%1$s, as version %2$d says"}
            """;

    private static final String CATEGORY =
            """
              - id: %1$s
                title: {zh: 类别, en: %1$s}
                clause: provisions-2017/10
                severity: 3
            """;

    private TestPack() {}

    static PolicyPack write(Path folder, int version) throws IOException, InvalidPolicyException {
        boolean fraud = version > 1;
        StringBuilder policy =
                new StringBuilder(
                        """
                        id: cluster-test
                        version: %d
                        title: {zh: 测试, en: Test}
                        languages: [zh]
                        unknown: refuse
                        appeal: "https://example.org/appeal"
                        categories:
                        """
                                .formatted(version));
        policy.append(CATEGORY.formatted("gambling"));
        if (fraud) {
            policy.append(CATEGORY.formatted("fraud"));
        }
        policy.append("rules:\n").append(RULE.formatted("gambling", version));
        if (fraud) {
            policy.append(RULE.formatted("fraud", version));
            write(folder, "lexicon/fraud.tsv", "兼职刷单\tfraud\t3\n");
            write(folder, "examples/fraud.jsonl", example(ChatTraffic.FRAUD, "fraud"));
        }
        write(folder, "policy.yaml", policy.toString());
        write(folder, "lexicon/gambling.tsv", "网上赌博\tgambling\t3\n");
        write(folder, "examples/gambling.jsonl", example(ChatTraffic.GAMBLING, "gambling"));
        return PolicyPack.read(folder);
    }

    private static String example(String text, String category) {
        return """
                {"text":"%s","expect":{"action":"remove","categories":["%s"]}}
                """
                .formatted(text, category);
    }

    private static void write(Path folder, String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
