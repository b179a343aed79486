package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.udfs.activity.GradeTable;
import io.qundun.udfs.activity.SurgeRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradeSectionTest {

    private static final String HEAD =
            """
            id: test
            version: 1
            categories:
              - id: fraud
                title: {zh: 诈骗, en: Fraud}
                clause: provisions-2017/10
                severity: 3
            rules:
              - id: removes
                mode: live
                clause: provisions-2017/5
                category: fraud
                when: keyword.fraud >= 1
                action: remove
                severity: 1
            """;
    private static final String GRADES =
            """
            grades:
              version: one
              start: 3
              riseDays: 7
              weights: {1: 1, 2: 3, 3: 10}
              violations:
                - {from: 10, points: 10}
                - {from: 20, points: 20}
              groupCategories: {lending: 4}
              borders:
                - {grade: 5, from: 0}
                - {grade: 4, from: 10}
                - {grade: 3, from: 20}
                - {grade: 2, from: 30}
                - {grade: 1, from: 40}
            """;

    @Test
    void readsTheTable() throws Exception {
        GradeTable table = PolicyTables.read(HEAD + GRADES).grades();

        assertThat(table.version()).isEqualTo("one");
        assertThat(table.weight("fraud")).isEqualTo(10);
        assertThat(table.weight("of another policy")).isEqualTo(1);
        assertThat(table.categoryPoints("lending")).isEqualTo(4);
        assertThat(table.points(9, 0, 0)).isZero();
        assertThat(table.points(10, 0, 0)).isEqualTo(10);
        assertThat(table.points(1_000, 0, 0)).isEqualTo(20);
        assertThat(table.grade(0)).isEqualTo(5);
        assertThat(table.grade(19)).isEqualTo(4);
        assertThat(table.grade(1_000)).isEqualTo(1);
        assertThat(table.surge()).isEqualTo(SurgeRule.DEFAULT);
    }

    @Test
    void aPackWithoutTheSectionGradesNobody() throws Exception {
        assertThat(PolicyTables.read(HEAD).grades().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{grade: 3, from: 20}|{grade: 3}|missing key",
                "{grade: 5, from: 0}|{grade: 5, from: 1}|grades.borders has a gap",
                "{grade: 2, from: 30}|{grade: 2, from: 20}|grades.borders has a gap",
                "{grade: 2, from: 30}|{grade: 1, from: 30}|grades.borders has a gap",
                "{from: 20, points: 20}|{from: 10, points: 20}|steps of grades.violations must rise",
                "{from: 20, points: 20}|{from: 20, points: 2}|their points must not fall",
                "start: 3|start: 6|grades.start must be a whole number from 1 to 5",
                "riseDays: 7|riseDays: 61|grades.riseDays must be a whole number from 0 to 60",
                "3: 10}|4: 10}|unknown key \"4\"",
                "  version: one|  formula: one|unknown key \"formula\""
            })
    void aDefectIsTold(String part, String instead, String told) {
        String gone = part.replace("\\n", "\n");
        String document = HEAD + GRADES.replace(gone.strip(), instead == null ? "" : instead);
        assertThatThrownBy(() -> PolicyTables.read(document))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining(told);
    }
}
