package io.qundun.udfs.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.udfs.policy.FixturePack;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class SqlFunctionsTest {
    private static TableEnvironment environment() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        tables.createTemporarySystemFunction(FoldFunction.NAME, FoldFunction.class);
        tables.createTemporarySystemFunction(MatchFunction.NAME, MatchFunction.class);
        tables.createTemporarySystemFunction(ScoreFunction.NAME, ScoreFunction.class);
        tables.createTemporarySystemFunction(DecideFunction.NAME, DecideFunction.class);
        return tables;
    }

    @Test
    void runInAQuery() throws Exception {
        TableEnvironment tables = environment();
        tables.getConfig()
                .addJobParameter(PolicyFunction.POLICY_FOLDER, FixturePack.folder().toString());
        try (CloseableIterator<Row> rows =
                tables.executeSql(
                                "SELECT QD_FOLD(t), QD_MATCH(t), QD_SCORE(t, 'gambling'), QD_DECIDE(t)"
                                        + " FROM (VALUES ('網上 赌博 押注')) AS texts(t)")
                        .collect()) {
            Row row = rows.next();
            assertThat(row.getField(0)).isEqualTo("网上 赌博 押注");
            Row[] hits = (Row[]) row.getField(1);
            assertThat(hits).hasSize(2);
            assertThat(hits[0].getField(0)).isEqualTo("网上赌博");
            assertThat(hits[0].getField(4)).isEqualTo(0);
            assertThat(hits[0].getField(5)).isEqualTo(5);
            assertThat((String[]) hits[0].getField(6)).containsExactly("traditional", "separator");
            assertThat(row.getField(2)).isNull();
            assertThat((String) row.getField(3))
                    .startsWith(
                            "{\"action\":\"remove\",\"categories\":[\"gambling\"],\"rules\":[\"gambling-solicitation\"],\"hits\":[{\"term\":\"网上赌博\"")
                    .endsWith("\"scores\":{},\"policyVersion\":7}");
        }
    }

    @Test
    void sayWhatIsMissing() {
        assertThatThrownBy(
                        () -> {
                            try (CloseableIterator<Row> rows =
                                    environment()
                                            .executeSql(
                                                    "SELECT QD_DECIDE(t) FROM (VALUES ('a')) AS texts(t)")
                                            .collect()) {
                                rows.next();
                            }
                        })
                .hasStackTraceContaining(
                        "DecideFunction needs the job parameter qundun.policy.dir");
    }
}
