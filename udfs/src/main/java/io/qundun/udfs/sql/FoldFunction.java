package io.qundun.udfs.sql;

import io.qundun.udfs.text.TextFolder;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code QD_FOLD(text)}: the folded text, see {@link TextFolder}; null for null. */
public final class FoldFunction extends ScalarFunction {
    /** The name in SQL. */
    public static final String NAME = "QD_FOLD";

    private static final long serialVersionUID = 1L;

    public String eval(String text) {
        return text == null ? null : TextFolder.fold(text).toString();
    }
}
