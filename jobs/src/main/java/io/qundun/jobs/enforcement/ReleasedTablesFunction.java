package io.qundun.jobs.enforcement;

import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.schemas.PolicyStatus;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Hands on the tables of accepted releases. */
final class ReleasedTablesFunction implements FlatMapFunction<PolicyStatus, ReleasedTables> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(PolicyStatus status, Collector<ReleasedTables> out) {
        ReleasedTables released = ReleasedTables.of(status);
        if (released != null) {
            out.collect(released);
        }
    }
}
