package io.qundun.deploy.convert;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a field's value comes from: {@code name} a column, {@code name:10} its first ten
 * characters, {@code =value} the same value for every row.
 *
 * @param column null for a fixed value
 * @param length how many characters count
 * @param fixed the fixed value, or null
 */
record ColumnReference(String column, int length, String fixed) {

    private static final Pattern CUT = Pattern.compile("(.+):(\\d{1,6})");

    static ColumnReference parse(String text) {
        if (text.startsWith("=")) {
            return new ColumnReference(null, 0, text.substring(1));
        }
        Matcher cut = CUT.matcher(text);
        return cut.matches()
                ? new ColumnReference(cut.group(1), Integer.parseInt(cut.group(2)), null)
                : new ColumnReference(text, Integer.MAX_VALUE, null);
    }

    /** The same with the column looked up in the header. */
    Bound bind(List<String> header) {
        if (column == null) {
            return row -> fixed;
        }
        int index = header.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no column \"" + column + "\"; there are: " + String.join(", ", header));
        }
        return row -> {
            if (index >= row.length) {
                throw new UnreadableRowException(
                        "has " + row.length + " columns, so none for \"" + column + "\"");
            }
            String value = row[index];
            return value.length() <= length ? value : value.substring(0, length);
        };
    }

    /** Takes a field's value out of a row. */
    @FunctionalInterface
    interface Bound {
        String in(String[] row) throws UnreadableRowException;
    }
}
