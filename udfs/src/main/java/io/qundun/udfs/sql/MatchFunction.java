package io.qundun.udfs.sql;

import io.qundun.udfs.match.Hit;
import java.util.List;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.types.Row;

/**
 * {@code QD_MATCH(text)}: the lexicon's hits, at most 200, by start, as rows of term, category,
 * severity, confidence, start, end (UTF-16 offsets) and via; empty for null.
 */
public final class MatchFunction extends PolicyFunction {
    /** The name in SQL. */
    public static final String NAME = "QD_MATCH";

    private static final long serialVersionUID = 1L;

    @DataTypeHint(
            "ARRAY<ROW<term STRING, category STRING, severity INT, confidence DOUBLE, `start` INT,"
                    + " `end` INT, via ARRAY<STRING>>>")
    public Row[] eval(String text) {
        List<Hit> hits = policy().matches(text).hits();
        Row[] rows = new Row[hits.size()];
        for (int i = 0; i < rows.length; i++) {
            Hit hit = hits.get(i);
            rows[i] =
                    Row.of(
                            hit.term(),
                            hit.category(),
                            hit.severity(),
                            hit.confidence(),
                            hit.start(),
                            hit.end(),
                            hit.via().toArray(new String[0]));
        }
        return rows;
    }
}
