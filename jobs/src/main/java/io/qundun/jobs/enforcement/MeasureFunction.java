package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.EnforcementCommand;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the measures of each subject. */
final class MeasureFunction
        extends KeyedBroadcastProcessFunction<String, Signal, ReleasedTables, EnforcementCommand> {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("UnusedVariable")
    private final EnforcementSettings settings;

    MeasureFunction(EnforcementSettings settings) {
        this.settings = settings;
    }

    @Override
    public void processElement(
            Signal signal, ReadOnlyContext context, Collector<EnforcementCommand> out) {}

    @Override
    public void processBroadcastElement(
            ReleasedTables released, Context context, Collector<EnforcementCommand> out)
            throws Exception {
        context.getBroadcastState(TablesByVersion.STATE).put(released.version, released);
    }
}
