package io.qundun.jobs.runtime.policy;

import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyTables;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The tables of policy versions as one operator knows them: broadcast state holds the documents,
 * this holds what was read of them. For one thread.
 *
 * <p>A verdict names the version that judged it, and its consequences follow that version's tables,
 * whatever is in force when they are worked out; so a replay comes to the same. A version that is
 * not known yet will be: moderation accepted it.
 */
public final class TablesByVersion {

    /** Broadcast state: documents by version. */
    public static final MapStateDescriptor<Long, ReleasedTables> STATE =
            new MapStateDescriptor<>(
                    "policy-tables", Types.LONG, TypeInformation.of(ReleasedTables.class));

    private final Map<Long, PolicyTables> read = new HashMap<>();

    /** The tables of a version; null while it is not known. */
    public PolicyTables of(long version, ReadOnlyBroadcastState<Long, ReleasedTables> known)
            throws Exception {
        PolicyTables tables = read.get(version);
        if (tables == null) {
            ReleasedTables released = known.get(version);
            if (released == null) {
                return null;
            }
            tables = read(released);
            read.put(version, tables);
        }
        return tables;
    }

    /** The tables of the highest version; null while none is known. */
    public PolicyTables highest(ReadOnlyBroadcastState<Long, ReleasedTables> known)
            throws Exception {
        long highest = Long.MIN_VALUE;
        for (Map.Entry<Long, ReleasedTables> entry : known.immutableEntries()) {
            highest = Math.max(highest, entry.getKey());
        }
        return highest == Long.MIN_VALUE ? null : of(highest, known);
    }

    private static PolicyTables read(ReleasedTables released) {
        try {
            return PolicyTables.read(released.document);
        } catch (InvalidPolicyException e) {
            throw new IllegalStateException(
                    "policy "
                            + released.packId
                            + " version "
                            + released.version
                            + " was accepted by moderation, but this build cannot read its tables:"
                            + " run both jobs from one version, or publish a release that it reads",
                    e);
        }
    }
}
