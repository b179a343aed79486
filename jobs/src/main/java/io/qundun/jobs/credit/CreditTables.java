package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.policy.PolicyTables;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;

/** The credit tables of policy versions as one operator knows them. For one thread. */
final class CreditTables {

    /** How often it is looked whether the tables of a policy version have come. */
    private static final long RETRY_MILLIS = 1_000;

    private final TablesByVersion tables = new TablesByVersion();
    private final Map<Long, InForce> inForce = new HashMap<>();

    /**
     * The table by which a user's score and level are worked out.
     *
     * @param version 0 when no policy says anything of credit
     */
    record InForce(long version, CreditTable table) {}

    /** The table of a version; null while it is not known. */
    CreditTable of(long version, ReadOnlyBroadcastState<Long, ReleasedTables> known)
            throws Exception {
        PolicyTables read = tables.of(version, known);
        return read == null ? null : read.credit();
    }

    /**
     * The table in force for somebody whose messages were judged by versions up to that one: that
     * of the highest which says anything of credit; null while the version is not known.
     */
    InForce upTo(long newest, ReadOnlyBroadcastState<Long, ReleasedTables> known) throws Exception {
        InForce found = inForce.get(newest);
        if (found != null || !known.contains(newest)) {
            return found;
        }
        found = new InForce(0, CreditTable.NONE);
        for (Map.Entry<Long, ReleasedTables> entry : known.immutableEntries()) {
            long version = entry.getKey();
            if (version <= newest && version > found.version()) {
                CreditTable table = of(version, known);
                if (!table.isNone()) {
                    found = new InForce(version, table);
                }
            }
        }
        inForce.put(newest, found);
        return found;
    }

    /** The tables that the present operator knows. */
    static ReadOnlyBroadcastState<Long, ReleasedTables> known(
            KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, CreditOutput>
                            .ReadOnlyContext
                    context) {
        return context.getBroadcastState(TablesByVersion.STATE);
    }

    /** Has the present user looked at again soon, since tables are missing. */
    static void retryLater(TimerService timers) {
        long next = timers.currentProcessingTime() / RETRY_MILLIS + 1;
        timers.registerProcessingTimeTimer(next * RETRY_MILLIS);
    }

    /** Looks again, since another version has become known. */
    void versionAdded() {
        inForce.clear();
    }
}
