package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.DecodeFunction;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.jobs.runtime.verdict.VerdictDecodeFunction;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * The activity job's wiring.
 *
 * <pre>
 * policy status ─► policy-decode ─► policy-tables ─ broadcast ─┐
 * verdicts ──► verdict-decode ─► verdict-input ─┐              ▼
 * events ────► event-decode ────────────────────┼ by group ─► group-activity ─► activity
 * decisions ─► decision-decode ─────────────────┘
 * </pre>
 *
 * <p>Side outputs: grades and late records of group-activity; dead letters of all that decode.
 */
public final class ActivityPipeline {

    /**
     * What flows in.
     *
     * @param verdicts records of the verdict topic; their heartbeats alone drive event time
     * @param events records of the group event topic, idle as far as event time goes
     * @param decisions records of the review decision topic, idle likewise
     * @param policy records of the policy status topic, idle likewise
     */
    public record Inputs(
            DataStream<RawRecord> verdicts,
            DataStream<RawRecord> events,
            DataStream<RawRecord> decisions,
            DataStream<RawRecord> policy) {}

    /**
     * What flows out.
     *
     * @param deadLetters of all operators
     */
    public record Outputs(
            DataStream<GroupActivity> activity,
            DataStream<GradeOutput> grades,
            DataStream<LateActivity> late,
            DataStream<DeadLetter> deadLetters) {}

    private ActivityPipeline() {}

    /** Wires the job between its inputs and outputs. */
    public static Outputs build(Inputs inputs) {
        SingleOutputStreamOperator<PolicyStatus> statuses =
                inputs.policy()
                        .process(
                                new DecodeFunction<>(
                                        ActivityNames.JOB,
                                        Topic.POLICY_STATUS,
                                        PolicyStatus.class,
                                        ActivityNames.DEAD_LETTERS))
                        .returns(new AvroTypeInfo<>(PolicyStatus.class))
                        .name(ActivityNames.POLICY_DECODE)
                        .uid(ActivityNames.POLICY_DECODE);
        BroadcastStream<ReleasedTables> tables =
                statuses.flatMap(new Released())
                        .returns(TypeInformation.of(ReleasedTables.class))
                        .name(ActivityNames.POLICY_TABLES)
                        .uid(ActivityNames.POLICY_TABLES)
                        .broadcast(TablesByVersion.STATE);

        SingleOutputStreamOperator<JudgedMessage> judged =
                inputs.verdicts()
                        .process(
                                new VerdictDecodeFunction(
                                        ActivityNames.JOB, ActivityNames.DEAD_LETTERS))
                        .returns(TypeInformation.of(JudgedMessage.class))
                        .name(ActivityNames.VERDICT_DECODE)
                        .uid(ActivityNames.VERDICT_DECODE);
        SingleOutputStreamOperator<GroupInput> verdicts =
                judged.map(GroupInput::of)
                        .returns(TypeInformation.of(GroupInput.class))
                        .name(ActivityNames.VERDICT_INPUT)
                        .uid(ActivityNames.VERDICT_INPUT);
        SingleOutputStreamOperator<GroupInput> events =
                inputs.events()
                        .process(new GroupEventDecodeFunction())
                        .returns(TypeInformation.of(GroupInput.class))
                        .name(ActivityNames.EVENT_DECODE)
                        .uid(ActivityNames.EVENT_DECODE);
        SingleOutputStreamOperator<GroupInput> decisions =
                inputs.decisions()
                        .process(new DecisionDecodeFunction())
                        .returns(TypeInformation.of(GroupInput.class))
                        .name(ActivityNames.DECISION_DECODE)
                        .uid(ActivityNames.DECISION_DECODE);

        SingleOutputStreamOperator<GroupActivity> activity =
                verdicts.union(events, decisions)
                        .keyBy(input -> input.groupId, Types.STRING)
                        .connect(tables)
                        .process(new GroupActivityFunction())
                        .returns(ActivityNames.ACTIVITY)
                        .name(ActivityNames.GROUP_ACTIVITY)
                        .uid(ActivityNames.GROUP_ACTIVITY);

        return new Outputs(
                activity,
                activity.getSideOutput(ActivityNames.GRADES),
                activity.getSideOutput(ActivityNames.LATE),
                judged.getSideOutput(ActivityNames.DEAD_LETTERS)
                        .union(
                                events.getSideOutput(ActivityNames.DEAD_LETTERS),
                                decisions.getSideOutput(ActivityNames.DEAD_LETTERS),
                                statuses.getSideOutput(ActivityNames.DEAD_LETTERS)));
    }

    private static final class Released implements FlatMapFunction<PolicyStatus, ReleasedTables> {

        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(PolicyStatus status, Collector<ReleasedTables> out) {
            ReleasedTables released = ReleasedTables.of(status);
            if (released != null) {
                out.collect(released);
            }
        }
    }
}
