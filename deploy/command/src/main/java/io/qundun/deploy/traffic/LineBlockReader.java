package io.qundun.deploy.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a text of any size as blocks of whole lines, so that each block can be worked on by another
 * thread. What it keeps is bounded by the block size or the longest line allowed, whichever is
 * larger. Not thread-safe; the blocks are the caller's.
 */
public final class LineBlockReader implements AutoCloseable {

    /** A line beyond this many bytes is not read but reported. */
    public static final int MAX_LINE_BYTES = 16 << 20;

    /** So much of a line that is too long is kept, to recognise it by. */
    public static final int KEPT_BYTES = 1 << 10;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int blockBytes;
    private final int maxLineBytes;
    private byte[] rest = new byte[0];
    private long nextLine = 1;
    private long bytesRead;
    private boolean ended;

    /** Blocks of about this many bytes; lines of up to {@link #MAX_LINE_BYTES}. */
    public LineBlockReader(InputStream in, int blockBytes) {
        this(in, blockBytes, MAX_LINE_BYTES);
    }

    /** With one's own bound on the length of a line. */
    public LineBlockReader(InputStream in, int blockBytes, int maxLineBytes) {
        this.in = in;
        this.blockBytes = Math.max(8, Math.min(blockBytes, maxLineBytes));
        this.maxLineBytes = maxLineBytes;
    }

    /** Bytes read so far, after inflation. */
    public long bytesRead() {
        return bytesRead;
    }

    /**
     * The next lines, or null at the end. Takes what is there instead of waiting for a full block,
     * so that a slow pipe is answered line by line.
     */
    public LineBlock next() throws IOException {
        // One byte more than the longest line: what fills it is too long, however it was read.
        int blockLength = Math.min(Math.max(blockBytes, rest.length * 2), maxLineBytes + 1);
        byte[] block = Arrays.copyOf(rest, blockLength);
        int length = rest.length;
        int searchedTo = 0;
        rest = new byte[0];
        while (true) {
            int lastEnd = lastLineEnd(block, searchedTo, length);
            if (lastEnd > 0) {
                return cut(block, lastEnd, length);
            }
            searchedTo = length;
            if (length > maxLineBytes) {
                return skipLongLine(block);
            }
            if (ended) {
                return length == 0 ? null : cut(block, length, length);
            }
            if (length == block.length) {
                block = Arrays.copyOf(block, Math.min(block.length * 2, maxLineBytes + 1));
            }
            length += fill(block, length);
            if (nextLine == 1 && searchedTo == 0) {
                length = withoutByteOrderMark(block, length);
            }
        }
    }

    private int fill(byte[] block, int length) throws IOException {
        int wanted = block.length - length;
        int read = in.read(block, length, wanted);
        if (read < 0) {
            ended = true;
            return 0;
        }
        // A pipe hands over little at a time: take what else is there without waiting.
        while (read < wanted && in.available() > 0) {
            int more = in.read(block, length + read, wanted - read);
            if (more < 0) {
                ended = true;
                break;
            }
            read += more;
        }
        bytesRead += read;
        return read;
    }

    private int withoutByteOrderMark(byte[] block, int length) throws IOException {
        int read = length;
        while (read < 3 && !ended && (read == 0 || block[read - 1] == BYTE_ORDER_MARK[read - 1])) {
            read += fill(block, read);
        }
        if (read < 3 || !Arrays.equals(block, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
            return read;
        }
        System.arraycopy(block, 3, block, 0, read - 3);
        return read - 3;
    }

    private static int lastLineEnd(byte[] block, int from, int length) {
        for (int i = length - 1; i >= from; i--) {
            if (block[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private LineBlock cut(byte[] block, int end, int length) {
        rest = Arrays.copyOfRange(block, end, length);
        int lines = 0;
        for (int i = 0; i < end; i++) {
            if (block[i] == '\n') {
                lines++;
            }
        }
        if (block[end - 1] != '\n') {
            lines++;
        }
        LineBlock cut = new LineBlock(block, end, nextLine, lines, false);
        nextLine += lines;
        return cut;
    }

    private LineBlock skipLongLine(byte[] block) throws IOException {
        byte[] kept = Arrays.copyOf(block, KEPT_BYTES);
        while (!ended) {
            int read = fill(block, 0);
            int end = 0;
            while (end < read && block[end] != '\n') {
                end++;
            }
            if (end < read) {
                rest = Arrays.copyOfRange(block, end + 1, read);
                break;
            }
        }
        return new LineBlock(kept, kept.length, nextLine++, 1, true);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
