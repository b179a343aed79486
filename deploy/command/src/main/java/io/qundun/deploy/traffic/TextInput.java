package io.qundun.deploy.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Text from a file or pipe, inflated when it is gzip, whatever its name says. */
public final class TextInput {

    private static final int BUFFER_BYTES = 1 << 16;

    private TextInput() {}

    /** Opens a file for reading as a stream. */
    public static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return inflated(raw);
        } catch (IOException e) {
            raw.close();
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The same bytes, or what they inflate to when they begin as gzip does. */
    public static InputStream inflated(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] magic = new byte[2];
        int read = in.readNBytes(magic, 0, 2);
        if (read > 0) {
            in.unread(magic, 0, read);
        }
        boolean gzip = read == 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
        return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }
}
