package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qundun.udfs.measure.MeasureRule;
import io.qundun.udfs.measure.MeasureTable;
import io.qundun.udfs.measure.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureSectionTest {

    private static final String HEAD =
            """
            id: fixture
            version: 1
            appeal: https://example.org/appeal
            categories:
              - {id: spam, title: {zh: 垃圾信息, en: spam}, clause: provisions-2017/5, severity: 1}
            rules:
              - {id: r, mode: live, clause: provisions-2017/5, category: spam, when: "true", action: review, severity: 1}
            """;

    private static final String WHOLE =
            """
            measures:
              - id: often
                measure: mute
                clause: provisions-2017/11.2
                when: {violations: 3, within: 24h, severity: 2}
                for: 2d
                reason: {zh: 多次违规, en: several violations}
              - id: low
                measure: mute
                clause: provisions-2017/11.2
                when: {level: 1}
                for: 90s
                reason: {zh: 等级过低, en: low level}
              - id: flood
                measure: suspend
                clause: provisions-2017/11.1
                when: {flaggedShare: 0.25, within: 1h, messages: 20}
                for: 30m
                reason: {zh: 违规比例过高, en: too many flagged}
            """;

    @Test
    void readsThresholdsDurationsAndReasons() throws Exception {
        PolicyTables tables = PolicyTables.read(HEAD + WHOLE);

        assertThat(tables.appeal()).isEqualTo("https://example.org/appeal");
        assertThat(tables.measures().rules())
                .containsExactly(
                        new MeasureRule(
                                "often",
                                "provisions-2017/11.2",
                                new Threshold.Violations(3, 86_400_000, 2),
                                172_800_000,
                                "多次违规",
                                "several violations"),
                        new MeasureRule(
                                "low",
                                "provisions-2017/11.2",
                                new Threshold.Level(1),
                                90_000,
                                "等级过低",
                                "low level"),
                        new MeasureRule(
                                "flood",
                                "provisions-2017/11.1",
                                new Threshold.FlaggedShare(0.25, "1h", 3_600_000, 20),
                                1_800_000,
                                "违规比例过高",
                                "too many flagged"));
    }

    @Test
    void aPackWithoutMeasuresHasNone() throws Exception {
        assertThat(PolicyTables.read(HEAD).measures()).isEqualTo(MeasureTable.NONE);
    }

    @Test
    void theDefaultPackOrdersMutesAndSuspensions() throws Exception {
        String document = Files.readString(Path.of("../deploy/policy/default/policy.yaml"));

        assertThat(PolicyTables.read(document).measures().rules())
                .extracting(MeasureRule::id)
                .containsExactly("repeated-violations", "lowest-level", "flooded-group");
    }

    @Test
    void everyDefectIsToldWithItsLine() {
        assertDefect("id: often", "id: Often!", 9, "measures[].id \"Often!\" must look like");
        assertDefect("id: low", "id: often", 15, "measure \"often\" stands twice");
        assertDefect("measure: mute", "measure: ban", 10, "must be mute or suspend, not ban");
        assertDefect("measure: suspend", "measure: mute", 22, "it must be suspend");
        assertDefect("    for: 2d\n", "", 9, "missing key \"for\"");
        assertDefect("for: 2d", "for: 2w", 13, "must be a span like 90s, 30m, 24h or 7d");
        assertDefect("for: 2d", "for: 367d", 13, "at most 366 days");
        assertDefect("for: 2d", "for: 0d", 13, "must be a span");
        assertDefect("within: 24h", "within: soon", 12, "within must be a span");
        assertDefect("within: 1h", "within: 2h", 24, "must be a window of group activity");
        assertDefect("violations: 3", "violations: 0", 12, "from 1 to 100, not 0");
        assertDefect("level: 1", "level: 5", 18, "from 1 to 4, not 5");
        assertDefect("flaggedShare: 0.25", "flaggedShare: 1.5", 24, "not 1.5");
        assertDefect("{level: 1}", "{level: 1, messages: 2}", 18, "does not go with when.level");
        assertDefect("{level: 1}", "{level: 1, violations: 2}", 18, "exactly one of");
        assertDefect("{level: 1}", "{within: 1h}", 18, "not none");
        assertDefect("clause: provisions-2017/11.1", "clause: somewhere", 23, "must look like");
        assertDefect("zh: 多次违规", "zh: ''", 14, "must not be empty");
        assertDefect("messages: 20", "message: 20", 24, "unknown key \"message\"");
    }

    private static void assertDefect(String present, String wrong, int line, String message) {
        String text = WHOLE.replaceFirst(java.util.regex.Pattern.quote(present), wrong);
        assertThat(text).as(present).isNotEqualTo(WHOLE);
        InvalidPolicyException e =
                catchThrowableOfType(
                        InvalidPolicyException.class, () -> PolicyTables.read(HEAD + text));
        assertThat(e).as(wrong).isNotNull();
        List<PolicyDefect> defects = e.defects();
        assertThat(defects)
                .as(wrong)
                .anySatisfy(
                        defect -> {
                            assertThat(defect.message()).contains(message);
                            assertThat(defect.line()).isEqualTo(line);
                        });
    }
}
