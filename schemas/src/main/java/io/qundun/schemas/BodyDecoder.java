package io.qundun.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary encoding out of a byte array and believes no length that the array cannot
 * hold.
 *
 * <p>Avro's own decoder allocates what a length says before it looks whether the bytes are there.
 * It can be limited, but only by system properties that it reads once: in a shared JVM they come
 * too late when another job has used Avro before, and they bind that job as well. Here the limit is
 * the record itself, so that a corrupt length costs at most a few bytes for each byte received.
 * Every method reports malformed input by an {@link IOException} or an {@link
 * AvroRuntimeException}. For one thread.
 */
final class BodyDecoder extends Decoder {

    private byte[] bytes = new byte[0];
    private int position;
    private int end;

    /** Begins with another body. */
    BodyDecoder on(byte[] source, int from) {
        bytes = source;
        position = from;
        end = source.length;
        return this;
    }

    /** How many bytes were not read. */
    int remaining() {
        return end - position;
    }

    private int next() throws IOException {
        if (position == end) {
            throw new EOFException("the record ends too early");
        }
        return bytes[position++];
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        int value = next();
        if (value != 0 && value != 1) {
            throw new AvroRuntimeException("a boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroRuntimeException("an int has more than 32 bits");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = next();
            zigzag |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new AvroRuntimeException("a long has more than 64 bits");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
    }

    private long littleEndian(int length) throws IOException {
        int at = claim(length);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[at + i] & 0xFFL);
        }
        return value;
    }

    /** Steps over that many bytes and returns where they begin. */
    private int claim(long length) throws IOException {
        if (length < 0) {
            throw new AvroRuntimeException("a length is negative: " + length);
        }
        if (length > end - position) {
            throw new EOFException(
                    "a length of " + length + " where " + (end - position) + " bytes are left");
        }
        int at = position;
        position += (int) length;
        return at;
    }

    @Override
    public String readString() throws IOException {
        int at = claim(readLong());
        return new String(bytes, at, position - at, StandardCharsets.UTF_8);
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws IOException {
        claim(readLong());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int at = claim(readLong());
        byte[] value = new byte[position - at];
        System.arraycopy(bytes, at, value, 0, value.length);
        return ByteBuffer.wrap(value);
    }

    @Override
    public void skipBytes() throws IOException {
        claim(readLong());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, claim(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        claim(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    /** Items of the next block. Each takes a byte at least: no schema here has empty items. */
    private long block() throws IOException {
        long count = readLong();
        if (count < 0) {
            // A negated count is followed by the block's length in bytes.
            count = -count;
            long length = readLong();
            if (length < 0 || length > end - position) {
                throw new EOFException("a block of " + length + " bytes");
            }
        }
        if (count < 0 || count > end - position) {
            throw new EOFException(
                    "a block of " + count + " items where " + (end - position) + " bytes are left");
        }
        return count;
    }

    /** Steps over blocks that state their length; the count of the first that does not. */
    private long skipBlocks() throws IOException {
        while (true) {
            long count = readLong();
            if (count >= 0) {
                if (count > end - position) {
                    throw new EOFException("a block of " + count + " items");
                }
                return count;
            }
            claim(readLong());
        }
    }

    @Override
    public long readArrayStart() throws IOException {
        return block();
    }

    @Override
    public long arrayNext() throws IOException {
        return block();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return block();
    }

    @Override
    public long mapNext() throws IOException {
        return block();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }
}
