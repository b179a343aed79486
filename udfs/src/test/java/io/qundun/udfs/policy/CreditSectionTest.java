package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.ServiceLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditSectionTest {

    /** Its line is the 9th of the file. */
    private static final String CREDIT =
            """
            credit:
              start: 50
              recovery: 3
              rise: 2
              horizon: 3
              points:
                - {severity: 1, member: 4, manager: 6, creator: 8, expires: 4}
                - {severity: 2, member: 10, manager: 15, creator: 20, expires: 7}
                - {severity: 3, member: 21, manager: 30, creator: 40, expires: 12}
              repetition:
                within: 5
                steps:
                  - {from: 1, to: 1, percent: 100}
                  - {from: 2, to: 3, percent: 150}
                  - {from: 4, percent: 200}
              levels:
                - {level: 1, score: 0, activeDays: 0, postRate: 3, links: false, mayCreate: false, mayManage: false}
                - {level: 2, score: 10, activeDays: 0, postRate: 5, links: false, mayCreate: false, mayManage: true}
                - {level: 3, score: 25, activeDays: 0, postRate: 10, links: true, mayCreate: true, mayManage: true}
                - {level: 4, score: 40, activeDays: 3, postRate: 20, links: true, mayCreate: true, mayManage: true}
                - {level: 5, score: 48, activeDays: 6, links: true, mayCreate: true, mayManage: true}
            """;

    private static final String PACK =
            """
            id: fixture
            version: 1
            title: {zh: 测试, en: fixture}
            languages: [zh]
            categories:
              - {id: spam, title: {zh: 垃圾信息, en: spam}, clause: provisions-2017/10, severity: 1}
            rules:
              - {id: r, mode: live, clause: provisions-2017/10, category: spam, when: 'true', action: remove, severity: 2}
            """;

    @Test
    void readsTheTable() throws Exception {
        CreditTable table = PolicyTables.read(PACK + CREDIT).credit();
        assertThat(table.start()).isEqualTo(50);
        assertThat(table.recovery()).isEqualTo(3);
        assertThat(table.riseDays()).isEqualTo(2);
        assertThat(table.horizonDays()).isEqualTo(3);
        assertThat(table.repetitionDays()).isEqualTo(5);
        assertThat(table.pointsOf(2, "member")).isEqualTo(10);
        assertThat(table.pointsOf(2, "manager")).isEqualTo(15);
        assertThat(table.pointsOf(3, "creator")).isEqualTo(40);
        assertThat(table.pointsOf(3, "guest")).isEqualTo(21);
        assertThat(table.expiresAt(1, 0)).isEqualTo(4 * 86_400_000L);
        assertThat(table.weighed(21, 1)).isEqualTo(21);
        assertThat(table.weighed(21, 2)).as("31.5 rounded half up").isEqualTo(32);
        assertThat(table.weighed(21, 3)).isEqualTo(32);
        assertThat(table.weighed(21, 40)).isEqualTo(42);
        assertThat(table.levelOf(50, 0)).isEqualTo(3);
        assertThat(table.levelOf(40, 3)).isEqualTo(4);
        assertThat(table.levelOf(39, 30)).isEqualTo(3);
        assertThat(table.levelOf(0, 30)).isEqualTo(1);
        assertThat(table.services(5)).isEqualTo(new ServiceLevel(5, 48, 6, null, true, true, true));
    }

    @Test
    void aPackNeedNotSpeakOfCredit() throws Exception {
        assertThat(PolicyTables.read(PACK).credit()).isSameAs(CreditTable.NONE);
    }

    @Test
    void tellsAGapInThePoints() {
        assertThat(
                        defects(
                                "    - {severity: 2, member: 10, manager: 15, creator: 20, expires: 7}\n",
                                ""))
                .containsExactly(
                        "policy.yaml:14: a gap: no points for severity 2; add a row for it");
        assertThat(defects("severity: 2, member: 10, manager: 15,", "severity: 2, member: 10,"))
                .containsExactly("policy.yaml:16: missing key \"manager\" in credit.points[]");
        assertThat(defects("{severity: 2, member", "{severity: 1, member"))
                .contains("policy.yaml:16: severity 1 stands twice");
    }

    @Test
    void tellsAGapInTheRepetition() {
        assertThat(defects("from: 2, to: 3", "from: 3, to: 3"))
                .containsExactly("policy.yaml:22: a gap: the step begins at 3, but 2 is next");
        assertThat(defects("from: 2, to: 3", "from: 1, to: 3"))
                .containsExactly("policy.yaml:22: an overlap: the step begins at 1, but 2 is next");
        assertThat(defects("from: 4, percent", "from: 4, to: 9, percent"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:20: a gap: nothing is said of violations from the 10. on");
        assertThat(defects("from: 2, to: 3, percent", "from: 2, percent"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:23: the step before has no \"to\"");
    }

    @Test
    void tellsAGapInTheLevels() {
        assertThat(
                        defects(
                                "    - {level: 2, score: 10, activeDays: 0, postRate: 5, links: false, mayCreate: false, mayManage: true}\n",
                                ""))
                .containsExactly("policy.yaml:24: a gap: there is no level 2; add a row for it");
        assertThat(defects("level: 1, score: 0", "level: 1, score: 1"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:25: a gap: level 1 must ask for score 0");
        assertThat(
                        defects(
                                "links: true, mayCreate: true, mayManage: true}\n",
                                "links: true, mayCreate: yes, mayManage: true}\n"))
                .contains("policy.yaml:27: mayCreate must be true or false, not yes");
    }

    @Test
    void tellsALevelThatNobodyReaches() {
        assertThat(defects("score: 48", "score: 51"))
                .containsExactly(
                        "policy.yaml:29: level 5 cannot be reached: no score is above start, 50");
        assertThat(defects("score: 25", "score: 9"))
                .containsExactly(
                        "policy.yaml:27: level 3 asks for less score or fewer activeDays than level 2");
        assertThat(defects("score: 25", "score: 10"))
                .containsExactly(
                        "policy.yaml:27: level 2 cannot be reached: level 3 asks for the same");
        assertThat(defects("score: 40, activeDays: 3", "score: 40, activeDays: 0"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:24: a user without history would be at level 4");
    }

    @Test
    void tellsUnknownKeysAndBadNumbers() {
        assertThat(defects("recovery: 3", "recovery: -1"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:11: credit.recovery must be a whole number");
        assertThat(defects("rise: 2", "raise: 2"))
                .anyMatch(
                        defect ->
                                defect.startsWith(
                                        "policy.yaml:12: unknown key \"raise\" in credit"))
                .anyMatch(defect -> defect.contains("missing key \"rise\" in credit"));
    }

    private static List<String> defects(String target, String replacement) {
        assertThat(CREDIT).contains(target);
        try {
            PolicyTables.read(PACK + CREDIT.replace(target, replacement));
            return List.of();
        } catch (InvalidPolicyException e) {
            return e.defects().stream().map(PolicyDefect::toString).toList();
        }
    }
}
