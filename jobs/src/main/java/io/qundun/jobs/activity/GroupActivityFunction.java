package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.GroupActivity;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the ring of one group. */
final class GroupActivityFunction
        extends KeyedBroadcastProcessFunction<String, GroupInput, ReleasedTables, GroupActivity> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
            GroupInput input, ReadOnlyContext context, Collector<GroupActivity> out) {}

    @Override
    public void processBroadcastElement(
            ReleasedTables released, Context context, Collector<GroupActivity> out)
            throws Exception {
        context.getBroadcastState(TablesByVersion.STATE).put(released.version, released);
    }
}
