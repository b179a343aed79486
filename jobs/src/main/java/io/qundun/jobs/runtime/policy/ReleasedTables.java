package io.qundun.jobs.runtime.policy;

import io.qundun.schemas.PolicyStatus;

/** A policy that moderation accepted, as far as its tables go. Treat it as immutable once built. */
public final class ReleasedTables {

    /** The pack. */
    public String packId;

    /** Its version. */
    public long version;

    /** Hash of the release. */
    public String hash;

    /** The content of {@code policy.yaml}. */
    public String document;

    /** For Flink. */
    public ReleasedTables() {}

    /** Of an accepted release; null when the status is of another kind. */
    public static ReleasedTables of(PolicyStatus status) {
        if (!status.getState().equals("accepted") || status.getDocument() == null) {
            return null;
        }
        ReleasedTables released = new ReleasedTables();
        released.packId = status.getPackId();
        released.version = status.getVersion();
        released.hash = status.getHash();
        released.document = status.getDocument();
        return released;
    }
}
