package io.qundun.jobs.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads the fields of records that go from one operator to the next. Flink's POJO
 * serializer asks reflection for each field and writes texts char by char, which took more of the
 * moderation job's time than judging did. Keeps buffers: one a serializer, for one thread.
 *
 * <p>Texts travel as UTF-8, so half a surrogate pair does not survive; texts decoded from Avro hold
 * none.
 */
public final class FieldCodec {

    private static final int NULL = -1;
    private static final int KNOWN = 16;
    private static final int MAX_KNOWN_LENGTH = 64;

    private byte[] scratch = new byte[256];
    private final byte[][] knownBytes = new byte[KNOWN][];
    private final String[] knownTexts = new String[KNOWN];
    private int nextKnown;

    /** A text, or null. */
    public static void writeText(DataOutputView out, String text) throws IOException {
        writeBytes(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes, or null. */
    public static void writeBytes(DataOutputView out, byte[] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /** What {@link #writeText} wrote. */
    public String readText(DataInputView in) throws IOException {
        int length = in.readInt();
        return length == NULL
                ? null
                : new String(fill(in, length), 0, length, StandardCharsets.UTF_8);
    }

    /** The same for a text of which there are few: one that was read before is not made again. */
    public String readKnownText(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = fill(in, length);
        for (int i = 0; i < KNOWN; i++) {
            byte[] known = knownBytes[i];
            if (known != null && Arrays.equals(known, 0, known.length, bytes, 0, length)) {
                return knownTexts[i];
            }
        }
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (length <= MAX_KNOWN_LENGTH) {
            knownBytes[nextKnown] = Arrays.copyOf(bytes, length);
            knownTexts[nextKnown] = text;
            nextKnown = (nextKnown + 1) % KNOWN;
        }
        return text;
    }

    /** What {@link #writeBytes} wrote. */
    public static byte[] readBytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private byte[] fill(DataInputView in, int length) throws IOException {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, scratch.length * 2)];
        }
        in.readFully(scratch, 0, length);
        return scratch;
    }
}
