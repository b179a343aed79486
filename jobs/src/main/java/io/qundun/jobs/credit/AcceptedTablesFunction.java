package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.schemas.PolicyStatus;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The tables of releases that moderation accepted; other statuses end here. */
final class AcceptedTablesFunction implements FlatMapFunction<PolicyStatus, ReleasedTables> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(PolicyStatus status, Collector<ReleasedTables> out) {
        ReleasedTables released = ReleasedTables.of(status);
        if (released != null) {
            out.collect(released);
        }
    }
}
