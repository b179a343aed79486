package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewTask;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The moderation job's wiring.
 *
 * <pre>
 * policy ─► policy-release (1) ─┬─ broadcast ─────────────┬───────────────────────┐
 *                               ▼                         │                       ▼
 * chat ───────────────────► analysis ─ by group ─► group-context ─ by sender ─► sender-decision
 * context ─► context-decode ──── groups ──────────────────┘                       ▲   │
 *                   └─────────── users ─────────────────────────────────────────────┘   ▼
 *                                                              heartbeat ─► verdicts
 * </pre>
 *
 * <p>Side outputs: policy statuses of policy-release; commands, review tasks and evidence of
 * sender-decision; dead letters of policy-release, analysis and context-decode.
 */
public final class ModerationPipeline {

    /**
     * What flows in.
     *
     * @param chat records of the chat topic; alone drives event time
     * @param policy records of the release topic, idle as far as event time goes
     * @param context records of the account, credit, grade, enforcement and group event topics,
     *     idle likewise
     */
    public record Inputs(
            DataStream<RawRecord> chat,
            DataStream<RawRecord> policy,
            DataStream<RawRecord> context) {}

    /**
     * What flows out.
     *
     * @param policyStatus one a release
     * @param deadLetters of all operators
     */
    public record Outputs(
            DataStream<VerdictOutput> verdicts,
            DataStream<EnforcementCommand> commands,
            DataStream<ReviewTask> reviews,
            DataStream<Evidence> evidence,
            DataStream<PolicyStatus> policyStatus,
            DataStream<DeadLetter> deadLetters) {}

    /**
     * What can be set.
     *
     * @param classifier whether models are asked
     * @param holdMillis how long a message of an unknown sender waits
     * @param maxHeld how many wait a sender
     * @param heartbeatMillis least time between heartbeats
     * @param verdictPartitions partitions that heartbeats go to
     * @param run grows with every start of the job
     */
    public record Settings(
            boolean classifier,
            long holdMillis,
            int maxHeld,
            long heartbeatMillis,
            int verdictPartitions,
            long run) {}

    private ModerationPipeline() {}

    /** Wires the job between its inputs and outputs. */
    public static Outputs build(Inputs inputs, Settings settings) {
        SingleOutputStreamOperator<PolicyBundle> releases =
                inputs.policy()
                        .process(new PolicyReleaseFunction())
                        .returns(TypeInformation.of(PolicyBundle.class))
                        .setParallelism(1)
                        .setMaxParallelism(1)
                        .name(ModerationNames.POLICY_RELEASE)
                        .uid(ModerationNames.POLICY_RELEASE);
        BroadcastStream<PolicyBundle> policies = releases.broadcast(ModerationNames.POLICIES);

        SingleOutputStreamOperator<KeyedInput> candidates =
                inputs.chat()
                        .connect(policies)
                        .process(new AnalysisFunction(settings.classifier()))
                        .returns(TypeInformation.of(KeyedInput.class))
                        .name(ModerationNames.ANALYSIS)
                        .uid(ModerationNames.ANALYSIS);

        SingleOutputStreamOperator<KeyedInput> userContexts =
                inputs.context()
                        .process(new ContextDecodeFunction())
                        .returns(TypeInformation.of(KeyedInput.class))
                        .name(ModerationNames.CONTEXT_DECODE)
                        .uid(ModerationNames.CONTEXT_DECODE);

        SingleOutputStreamOperator<KeyedInput> inGroup =
                candidates
                        .union(userContexts.getSideOutput(ModerationNames.GROUP_CONTEXTS))
                        .keyBy(input -> input.key, Types.STRING)
                        .process(new GroupContextFunction())
                        .returns(TypeInformation.of(KeyedInput.class))
                        .name(ModerationNames.GROUP_CONTEXT)
                        .uid(ModerationNames.GROUP_CONTEXT);

        SingleOutputStreamOperator<VerdictOutput> decided =
                inGroup.union(userContexts)
                        .keyBy(input -> input.key, Types.STRING)
                        .connect(policies)
                        .process(
                                new SenderDecisionFunction(
                                        settings.classifier(),
                                        settings.holdMillis(),
                                        settings.maxHeld()))
                        .returns(TypeInformation.of(VerdictOutput.class))
                        .name(ModerationNames.SENDER_DECISION)
                        .uid(ModerationNames.SENDER_DECISION);

        DataStream<VerdictOutput> verdicts =
                decided.transform(
                                ModerationNames.HEARTBEAT,
                                TypeInformation.of(VerdictOutput.class),
                                new HeartbeatOperator(
                                        settings.run(),
                                        settings.verdictPartitions(),
                                        settings.heartbeatMillis()))
                        .name(ModerationNames.HEARTBEAT)
                        .uid(ModerationNames.HEARTBEAT);

        DataStream<DeadLetter> deadLetters =
                candidates
                        .getSideOutput(ModerationNames.DEAD_LETTERS)
                        .union(
                                releases.getSideOutput(ModerationNames.DEAD_LETTERS),
                                userContexts.getSideOutput(ModerationNames.DEAD_LETTERS));
        return new Outputs(
                verdicts,
                decided.getSideOutput(ModerationNames.COMMANDS),
                decided.getSideOutput(ModerationNames.REVIEWS),
                decided.getSideOutput(ModerationNames.EVIDENCE),
                releases.getSideOutput(ModerationNames.POLICY_STATUS),
                deadLetters);
    }
}
