package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.jobs.testing.CommittingSink;
import io.qundun.jobs.testing.PartitionSource;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The enforcement pipeline between logs that a test fills and transactional sinks. */
final class EnforcementRun {

    private static final ConcurrentHashMap<String, AtomicInteger> FAILURES =
            new ConcurrentHashMap<>();

    private final String run = UUID.randomUUID().toString();
    private final PartitionSource verdicts = new PartitionSource("verdicts-" + run);
    private final PartitionSource sideInputs = new PartitionSource("side-" + run);
    private final PartitionSource statuses = new PartitionSource("statuses-" + run);
    final CommittingSink<EnforcementCommand> commands = new CommittingSink<>("commands-" + run);
    final CommittingSink<StateChange> states = new CommittingSink<>("states-" + run);
    final CommittingSink<ReviewTask> reviews = new CommittingSink<>("reviews-" + run);
    final CommittingSink<DeadLetter> deadLetters = new CommittingSink<>("dead-" + run);
    private long offset;

    EnforcementRun() {
        FAILURES.put(run, new AtomicInteger());
    }

    /** The job, to be submitted to a cluster in this JVM. */
    JobGraph graph(int parallelism, EnforcementSettings settings, SavepointRestoreSettings restore)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(
                EnforcementNames.JOB,
                env,
                JobConfiguration.of(
                        Map.of(
                                CommonOptions.BOOTSTRAP_SERVERS.key(), "none",
                                CommonOptions.CHECKPOINT_INTERVAL.key(), "100 ms"),
                        CommonOptions.all()),
                CheckpointingMode.EXACTLY_ONCE);
        env.setParallelism(parallelism);
        DataStream<RawRecord> judged =
                source(env, verdicts, VerdictWatermarks.strategy(), EnforcementNames.VERDICT_SOURCE)
                        .map(new Fuse(run))
                        .returns(TypeInformation.of(RawRecord.class))
                        .name("fuse")
                        .uid("fuse");
        EnforcementPipeline.Outputs outputs =
                EnforcementPipeline.build(
                        new EnforcementPipeline.Inputs(
                                judged,
                                source(
                                        env,
                                        sideInputs,
                                        NeverHoldsBack.strategy(),
                                        EnforcementNames.ACK_SOURCE),
                                source(
                                        env,
                                        statuses,
                                        NeverHoldsBack.strategy(),
                                        EnforcementNames.POLICY_STATUS_SOURCE)),
                        settings);
        sink(outputs.commands(), commands, EnforcementNames.COMMAND_SINK);
        sink(outputs.states(), states, EnforcementNames.STATE_SINK);
        sink(outputs.reviews(), reviews, EnforcementNames.REVIEW_SINK);
        sink(outputs.deadLetters(), deadLetters, EnforcementNames.DEAD_LETTER_SINK);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        graph.setSavepointRestoreSettings(restore);
        return graph;
    }

    private static DataStream<RawRecord> source(
            StreamExecutionEnvironment env,
            PartitionSource source,
            WatermarkStrategy<RawRecord> watermarks,
            String uid) {
        return env.fromSource(source, watermarks, uid, TypeInformation.of(RawRecord.class))
                .uid(uid);
    }

    private static <T> void sink(DataStream<T> stream, CommittingSink<T> sink, String uid) {
        stream.sinkTo(sink).name(uid).uid(uid);
    }

    /** Nine records of verdicts and one policy status, which a restored source has read already. */
    void skipWhatTheFixtureHolds() {
        for (int i = 0; i < 9; i++) {
            heartbeat(0);
        }
        release();
    }

    /** The next verdict or heartbeat crashes the job. */
    void failOnce() {
        FAILURES.get(run).set(1);
    }

    boolean hasFailed() {
        return FAILURES.get(run).get() == 0;
    }

    void release() {
        PolicyStatus status =
                PolicyStatus.newBuilder()
                        .setPackId("fixture")
                        .setVersion(1)
                        .setHash("cafe")
                        .setState("accepted")
                        .setEffectiveFrom(0)
                        .setOrigin(new Origin("fixture", 0, 0L))
                        .setJobVersion("fixture")
                        .setDecidedAt(0)
                        .setDocument(MeasureHarness.POLICY)
                        .build();
        statuses.append(List.of(raw(Topic.POLICY_STATUS, status, 0)));
    }

    void removed(String messageId, String sender, long time) {
        Verdict verdict =
                Verdict.newBuilder()
                        .setVerdictId("remove-of-" + messageId)
                        .setMessageId(messageId)
                        .setGroupId(MeasureHarness.GROUP)
                        .setSenderId(sender)
                        .setKind("text")
                        .setEventTime(time)
                        .setRecordTime(time)
                        .setAction("remove")
                        .setRules(
                                List.of(
                                        new RuleHit(
                                                "r",
                                                "spam",
                                                "provisions-2017/5",
                                                "remove",
                                                2,
                                                "live")))
                        .setPolicy(new PolicyStamp("fixture", 1L, "cafe", "", ""))
                        .setSender(
                                new SenderContext(
                                        "verified", 3, "", "member", false, false, 0, 0, 0))
                        .setGroup(new GroupContext(3, "", "", 0, false))
                        .setOrigin(new Origin("fixture", 0, offset))
                        .setDecidedAt(time)
                        .build();
        verdicts.append(List.of(raw(Topic.VERDICT, verdict, time)));
    }

    void heartbeat(long watermark) {
        verdicts.append(List.of(raw(Topic.VERDICT, new Heartbeat(1L, 0, 1, watermark), watermark)));
    }

    void overturned(String messageId, String sender, long time) {
        ReviewDecision decision =
                ReviewDecision.newBuilder()
                        .setDecisionId("decision-on-" + messageId)
                        .setSubjectType("verdict")
                        .setSubjectId("remove-of-" + messageId)
                        .setUserId(sender)
                        .setGroupId(MeasureHarness.GROUP)
                        .setOutcome("overturned")
                        .setDecidedAt(time)
                        .build();
        sideInputs.append(List.of(raw(Topic.REVIEW_DECISION, decision, time)));
    }

    void applied(EnforcementCommand command) {
        CommandAck ack =
                CommandAck.newBuilder()
                        .setCommandId(command.getCommandId())
                        .setSubjectType(command.getSubjectType())
                        .setSubjectId(command.getSubjectId())
                        .setSequence(command.getSequence())
                        .setState("applied")
                        .setBackend("fixture")
                        .setAcknowledgedAt(MeasureHarness.START)
                        .build();
        sideInputs.append(List.of(raw(Topic.COMMAND_ACK, ack, MeasureHarness.START)));
    }

    void poison() {
        sideInputs.append(
                List.of(
                        new RawRecord(
                                Topic.COMMAND_ACK.topicName(),
                                0,
                                offset++,
                                MeasureHarness.START,
                                null,
                                new byte[] {1, 2, 3})));
    }

    private RawRecord raw(Topic topic, SpecificRecord record, long time) {
        return new RawRecord(
                topic.topicName(), 0, offset++, time, null, WireFormat.of(topic).encode(record));
    }

    private static final class Fuse implements MapFunction<RawRecord, RawRecord> {

        private static final long serialVersionUID = 1L;

        private final String run;

        Fuse(String run) {
            this.run = run;
        }

        @Override
        public RawRecord map(RawRecord record) {
            if (FAILURES.get(run).compareAndSet(1, 0)) {
                throw new IllegalStateException("the test lets the job fail here");
            }
            return record;
        }
    }
}
