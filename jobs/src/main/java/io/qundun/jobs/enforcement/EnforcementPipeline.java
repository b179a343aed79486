package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.runtime.DecodeFunction;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.jobs.runtime.verdict.VerdictDecodeFunction;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Topic;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The enforcement job's wiring.
 *
 * <pre>
 * policy status ─► decode ─► released-tables ─ broadcast ──────────────┐
 * verdicts ─► verdict-decode ─► verdict-signals ─┐                      ▼
 * credit, activity, decisions, acks ─► decode ───┴─ by subject ─► measures ─► commands
 * </pre>
 *
 * <p>Side outputs: states and review tasks of measures; dead letters of measures and all decoders.
 */
public final class EnforcementPipeline {

    /**
     * What flows in.
     *
     * @param verdicts records of the verdict topic, whose heartbeats alone drive event time
     * @param sideInputs records of the credit, activity, decision and acknowledgement topics, idle
     *     as far as event time goes
     * @param policyStatus records of the policy status topic, idle likewise
     */
    public record Inputs(
            DataStream<RawRecord> verdicts,
            DataStream<RawRecord> sideInputs,
            DataStream<RawRecord> policyStatus) {}

    /** What flows out. */
    public record Outputs(
            DataStream<EnforcementCommand> commands,
            DataStream<StateChange> states,
            DataStream<ReviewTask> reviews,
            DataStream<DeadLetter> deadLetters) {}

    private EnforcementPipeline() {}

    /** Wires the job between its inputs and outputs. */
    public static Outputs build(Inputs inputs, EnforcementSettings settings) {
        SingleOutputStreamOperator<PolicyStatus> statuses =
                inputs.policyStatus()
                        .process(
                                new DecodeFunction<>(
                                        EnforcementNames.JOB,
                                        Topic.POLICY_STATUS,
                                        PolicyStatus.class,
                                        EnforcementNames.DEAD_LETTERS))
                        .returns(new AvroTypeInfo<>(PolicyStatus.class))
                        .name(EnforcementNames.POLICY_STATUS_DECODE)
                        .uid(EnforcementNames.POLICY_STATUS_DECODE);
        SingleOutputStreamOperator<ReleasedTables> tables =
                statuses.flatMap(new ReleasedTablesFunction())
                        .returns(TypeInformation.of(ReleasedTables.class))
                        .name(EnforcementNames.RELEASED_TABLES)
                        .uid(EnforcementNames.RELEASED_TABLES);

        SingleOutputStreamOperator<JudgedMessage> judged =
                inputs.verdicts()
                        .process(
                                new VerdictDecodeFunction(
                                        EnforcementNames.JOB, EnforcementNames.DEAD_LETTERS))
                        .returns(TypeInformation.of(JudgedMessage.class))
                        .name(EnforcementNames.VERDICT_DECODE)
                        .uid(EnforcementNames.VERDICT_DECODE);
        SingleOutputStreamOperator<Signal> flagged =
                judged.flatMap(new VerdictSignalsFunction())
                        .returns(TypeInformation.of(Signal.class))
                        .name(EnforcementNames.VERDICT_SIGNALS)
                        .uid(EnforcementNames.VERDICT_SIGNALS);

        SingleOutputStreamOperator<Signal> others =
                inputs.sideInputs()
                        .process(new SideInputDecodeFunction())
                        .returns(TypeInformation.of(Signal.class))
                        .name(EnforcementNames.SIDE_INPUT_DECODE)
                        .uid(EnforcementNames.SIDE_INPUT_DECODE);

        SingleOutputStreamOperator<EnforcementCommand> commands =
                flagged.union(others)
                        .keyBy(signal -> signal.subject, Types.STRING)
                        .connect(tables.broadcast(TablesByVersion.STATE))
                        .process(new MeasureFunction(settings))
                        .returns(new AvroTypeInfo<>(EnforcementCommand.class))
                        .name(EnforcementNames.MEASURES)
                        .uid(EnforcementNames.MEASURES);

        return new Outputs(
                commands,
                commands.getSideOutput(EnforcementNames.STATES),
                commands.getSideOutput(EnforcementNames.REVIEWS),
                commands.getSideOutput(EnforcementNames.DEAD_LETTERS)
                        .union(
                                judged.getSideOutput(EnforcementNames.DEAD_LETTERS),
                                others.getSideOutput(EnforcementNames.DEAD_LETTERS),
                                statuses.getSideOutput(EnforcementNames.DEAD_LETTERS)));
    }
}
