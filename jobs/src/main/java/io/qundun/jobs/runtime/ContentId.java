package io.qundun.jobs.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids derived from content, so that a replay gives the same id: the first 128 bits of SHA-256 over
 * the parts, each preceded by its length, as 32 hex digits. For one thread.
 */
public final class ContentId {

    private static final int BYTES = 16;

    private final MessageDigest digest;
    private final byte[] length = new byte[4];

    /** A fresh hasher. */
    public ContentId() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The id of these parts, in this order; null counts as a part of its own. */
    public String of(String... parts) {
        for (String part : parts) {
            byte[] bytes = part == null ? null : part.getBytes(StandardCharsets.UTF_8);
            int n = bytes == null ? -1 : bytes.length;
            length[0] = (byte) (n >>> 24);
            length[1] = (byte) (n >>> 16);
            length[2] = (byte) (n >>> 8);
            length[3] = (byte) n;
            digest.update(length);
            if (bytes != null) {
                digest.update(bytes);
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
