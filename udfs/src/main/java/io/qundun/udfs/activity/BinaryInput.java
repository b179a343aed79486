package io.qundun.udfs.activity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads what {@link BinaryOutput} wrote. For one thread, to be used again and again. */
public final class BinaryInput {

    private BinaryDecoder decoder;

    /**
     * Begins with other bytes.
     *
     * @param what they are, for the message
     * @param newest the newest format that the caller reads; the oldest is 1
     * @return the format that they are in
     * @throws IllegalStateException when it is newer
     */
    public int begin(String what, byte[] bytes, int newest) {
        int format = bytes.length == 0 ? 0 : bytes[0];
        if (format < 1 || format > newest) {
            throw new IllegalStateException(
                    "%s of format %d: this build reads 1 to %d; restore with the build that wrote it"
                            .formatted(what, format, newest));
        }
        decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, decoder);
        return format;
    }

    /** A number. */
    public long number() {
        try {
            return decoder.readLong();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** A number that fits an int. */
    public int small() {
        return Math.toIntExact(number());
    }

    /** A hash. */
    public long hash() {
        return Double.doubleToRawLongBits(real());
    }

    /** A real number. */
    public double real() {
        try {
            return decoder.readDouble();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** A text. */
    public String text() {
        try {
            return decoder.readString();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** Bytes. */
    public byte[] bytes() {
        try {
            ByteBuffer read = decoder.readBytes(null);
            byte[] copy = new byte[read.remaining()];
            read.get(copy);
            return copy;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static UncheckedIOException damaged(IOException e) {
        return new UncheckedIOException("what was kept of a group is damaged", e);
    }
}
