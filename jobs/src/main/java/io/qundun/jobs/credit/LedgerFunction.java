package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.UserCredit;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** A user's ledger. */
final class LedgerFunction
        extends KeyedBroadcastProcessFunction<String, LedgerInput, ReleasedTables, UserCredit> {

    private static final long serialVersionUID = 1L;

    private final long decisionWaitMillis;

    LedgerFunction(long decisionWaitMillis) {
        this.decisionWaitMillis = decisionWaitMillis;
    }

    @Override
    public void processBroadcastElement(
            ReleasedTables released, Context context, Collector<UserCredit> out) throws Exception {
        context.getBroadcastState(TablesByVersion.STATE).put(released.version, released);
    }

    @Override
    public void processElement(
            LedgerInput input, ReadOnlyContext context, Collector<UserCredit> out) {}
}
