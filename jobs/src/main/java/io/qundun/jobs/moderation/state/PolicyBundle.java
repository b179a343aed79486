package io.qundun.jobs.moderation.state;

import java.util.Map;

/** An accepted release with the content of its files. */
public final class PolicyBundle {

    /** The pack. */
    public String packId;

    /** Its version. */
    public long version;

    /** Hash of the release. */
    public String hash;

    /** Messages with this record time or a later one are judged by it, epoch milliseconds. */
    public long effectiveFrom;

    /** Content by path. */
    public Map<String, byte[]> files;

    /** For Flink. */
    public PolicyBundle() {}

    /** With all its parts. */
    public PolicyBundle(
            String packId,
            long version,
            String hash,
            long effectiveFrom,
            Map<String, byte[]> files) {
        this.packId = packId;
        this.version = version;
        this.hash = hash;
        this.effectiveFrom = effectiveFrom;
        this.files = files;
    }
}
