package io.qundun.deploy.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of several equal shares of the rows of a text, to be left out of a table and measured with
 * it: written {@code 1/4} for the second of four.
 *
 * @param index from 0
 * @param count 0 for no share at all
 */
public record Fold(int index, int count) {

    /** The share without rows. */
    public static final Fold NONE = new Fold(0, 0);

    /** Whether a row, counted from 0, is in this share. */
    public boolean has(long row) {
        return count > 0 && row % count == index;
    }

    /** Reads what a command line says. */
    public static final class Converter implements ITypeConverter<Fold> {
        @Override
        public Fold convert(String value) {
            String[] parts = value.split("/", -1);
            try {
                int index = Integer.parseInt(parts[0]);
                int count = parts.length == 2 ? Integer.parseInt(parts[1]) : 0;
                if (index >= 0 && index < count) {
                    return new Fold(index, count);
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException(wanted(value));
            }
            throw new TypeConversionException(wanted(value));
        }

        private static String wanted(String value) {
            return value + " is no share: write 0/4 for the first of four";
        }
    }
}
