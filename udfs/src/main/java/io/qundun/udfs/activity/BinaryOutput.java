package io.qundun.udfs.activity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes what is kept of a group: Avro's primitives behind a byte that tells the format. For one
 * thread, to be used again and again.
 */
public final class BinaryOutput {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

    /** Begins anew, in a format. */
    public BinaryOutput begin(int format) {
        bytes.reset();
        bytes.write(format);
        return this;
    }

    /** A number; short when it is near 0. */
    public BinaryOutput number(long value) {
        try {
            encoder.writeLong(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    /** A hash, in 8 bytes. */
    public BinaryOutput hash(long value) {
        try {
            encoder.writeDouble(Double.longBitsToDouble(value));
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    /** A real number. */
    public BinaryOutput real(double value) {
        try {
            encoder.writeDouble(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    /** A text. */
    public BinaryOutput text(String value) {
        try {
            encoder.writeString(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    /** Bytes, with their length. */
    public BinaryOutput bytes(byte[] value) {
        try {
            encoder.writeBytes(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    /** What was written since the beginning. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("no input or output is involved", e);
    }
}
