package io.qundun.udfs.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A model's file: a mark, the description as JSON, the sorted keys as differences, the weights, and
 * a SHA-256 of all that. The same model gives the same bytes: nothing of time or place is in it.
 *
 * <p>Weights are 16-bit fractions of a power of two that each row chooses for itself, so the
 * largest error of a weight is 2<sup>-16</sup> of the largest weight beside it.
 *
 * @param description what the file says of itself
 * @param model what it holds
 */
public record ModelFile(ModelDescription description, LinearModel model) {
    private static final byte[] MARK = "QUNDUN-MODEL-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;
    private static final int MOST_KEYS = 1 << 24;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a file's content.
     *
     * @throws IOException that says what is wrong and what to do
     */
    public static ModelFile read(byte[] content) throws IOException {
        if (content.length < MARK.length
                || !Arrays.equals(MARK, 0, MARK.length, content, 0, MARK.length)) {
            throw new IOException(
                    "not a model of this format; train it with \"qundun model train\"");
        }
        int body = content.length - HASH_BYTES;
        if (body < MARK.length
                || !MessageDigest.isEqual(
                        sha256(content, body), Arrays.copyOfRange(content, body, content.length))) {
            throw new IOException(
                    "the model is truncated or damaged: what it holds does not have the hash at its"
                            + " end; copy it again");
        }
        try (DataInputStream in =
                new DataInputStream(
                        new ByteArrayInputStream(content, MARK.length, body - MARK.length))) {
            ModelDescription description = description(in);
            if (description.features() != Features.VERSION) {
                throw new IOException(
                        "the model was trained with version %d of the features, and this program has version %d; train it again"
                                .formatted(description.features(), Features.VERSION));
            }
            return new ModelFile(description, table(in, description));
        } catch (EOFException | IllegalArgumentException e) {
            throw new IOException("the model does not hold what it says: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a file's content.
     *
     * @param keys sorted, each once
     * @param weights for each key one a label but the last
     */
    static byte[] write(ModelDescription description, long[] keys, float[] weights) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(keys.length * 12);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MARK);
            byte[] json = JSON.writeValueAsBytes(description);
            out.writeInt(json.length);
            out.write(json);
            out.writeInt(keys.length);
            long last = 0;
            for (long key : keys) {
                writeVariable(key - last, out);
                last = key;
            }
            writeWeights(weights, description.labels().size() - 1, out);
            out.flush();
            out.write(sha256(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static ModelDescription description(DataInputStream in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        try {
            ModelDescription description = JSON.readValue(json, ModelDescription.class);
            if (description.labels() == null
                    || description.labels().size() < 2
                    || description.training() == null
                    || description.calibration() == null
                    || !(description.calibration().temperature() > 0)) {
                throw new IOException("the model's description lacks labels or a temperature");
            }
            return description;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "the model's description cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static LinearModel table(DataInputStream in, ModelDescription description)
            throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_KEYS) {
            throw new IOException("the model says that it has " + count + " features");
        }
        long[] keys = new long[count];
        long last = 0;
        for (int i = 0; i < count; i++) {
            last += readVariable(in);
            keys[i] = last;
        }
        int columns = description.labels().size() - 1;
        float[] weights = readWeights(in, count, columns);
        return new LinearModel(
                description.labels(),
                description.calibration().temperature(),
                ModelTrainer.isValued(description.training()),
                keys,
                weights);
    }

    private static void writeWeights(float[] weights, int columns, DataOutputStream out)
            throws IOException {
        for (int row = 0; row < weights.length; row += columns) {
            int exponent = exponent(weights, row, columns);
            out.writeByte(exponent);
            for (int i = row; i < row + columns; i++) {
                out.writeShort(Math.round(Math.scalb(weights[i], -exponent)));
            }
        }
    }

    private static float[] readWeights(DataInputStream in, int count, int columns)
            throws IOException {
        float[] weights = new float[Math.multiplyExact(count, columns)];
        for (int row = 0; row < weights.length; row += columns) {
            int exponent = in.readByte();
            for (int i = row; i < row + columns; i++) {
                weights[i] = Math.scalb((float) in.readShort(), exponent);
            }
        }
        return weights;
    }

    /** As small as the row's largest weight leaves room for. */
    private static int exponent(float[] weights, int row, int columns) {
        float largest = 0;
        for (int i = row; i < row + columns; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        if (largest == 0) {
            return 0;
        }
        int exponent = Math.getExponent(largest) + 2 - Short.SIZE;
        // Rounding up may need one bit more.
        while (Math.round(Math.scalb(largest, -exponent)) > Short.MAX_VALUE) {
            exponent++;
        }
        return Math.max(exponent, Byte.MIN_VALUE);
    }

    private static void writeVariable(long value, DataOutputStream out) throws IOException {
        long rest = value;
        while (rest > 0x7F) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readVariable(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = in.readUnsignedByte();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IOException("the model's keys cannot be read");
    }

    private static byte[] sha256(byte[] content, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
