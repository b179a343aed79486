package io.qundun.deploy.traffic;

/**
 * Some whole lines of a text, as bytes.
 *
 * @param bytes where they are, each ended by a line feed but perhaps the last of the text
 * @param length how many bytes count
 * @param firstLine number of the first line, from 1
 * @param lines how many there are
 * @param tooLong true: this is one line, of which only the beginning was kept
 */
public record LineBlock(byte[] bytes, int length, long firstLine, int lines, boolean tooLong) {

    /** Takes one line after another. */
    @FunctionalInterface
    public interface Visitor<E extends Exception> {
        /**
         * One line.
         *
         * @param number its number, from 1
         * @param bytes where it is
         * @param from its first byte
         * @param to behind its last byte; the line end is not part of it
         */
        void line(long number, byte[] bytes, int from, int to) throws E;
    }

    /** Hands over every line in order. */
    public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        long number = firstLine;
        int from = 0;
        while (from < length) {
            int to = from;
            while (to < length && bytes[to] != '\n') {
                to++;
            }
            int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
            visitor.line(number++, bytes, from, end);
            from = to + 1;
        }
    }
}
