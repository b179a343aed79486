package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.jobs.testing.CollectingSink;
import io.qundun.jobs.testing.QueueSource;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.LateActivity;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The activity pipeline between sources that a test fills and sinks that it reads. */
final class ActivityRun {

    private final String run = UUID.randomUUID().toString();
    private final QueueSource verdicts = new QueueSource("verdicts-" + run);
    private final QueueSource events = new QueueSource("events-" + run);
    private final QueueSource decisions = new QueueSource("decisions-" + run);
    private final QueueSource policy = new QueueSource("policy-" + run);
    final CollectingSink<GroupActivity> activity = new CollectingSink<>("activity-" + run);
    final CollectingSink<GradeOutput> grades = new CollectingSink<>("grades-" + run);
    final CollectingSink<LateActivity> late = new CollectingSink<>("late-" + run);
    final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>("dead-" + run);
    private long offset;

    /** The job, to be submitted to a cluster in this JVM. */
    JobGraph graph(int parallelism, SavepointRestoreSettings restore) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(
                ActivityNames.JOB,
                env,
                JobConfiguration.of(
                        Map.of(
                                CommonOptions.BOOTSTRAP_SERVERS.key(), "none",
                                CommonOptions.CHECKPOINT_INTERVAL.key(), "1 h"),
                        CommonOptions.all()),
                CheckpointingMode.EXACTLY_ONCE);
        env.setParallelism(parallelism);
        WatermarkStrategy<RawRecord> beside = NeverHoldsBack.strategy();
        ActivityPipeline.Outputs outputs =
                ActivityPipeline.build(
                        new ActivityPipeline.Inputs(
                                source(
                                        env,
                                        verdicts,
                                        VerdictWatermarks.strategy(),
                                        ActivityNames.VERDICT_SOURCE),
                                source(env, events, beside, ActivityNames.EVENT_SOURCE),
                                source(env, decisions, beside, ActivityNames.DECISION_SOURCE),
                                source(env, policy, beside, ActivityNames.POLICY_SOURCE)));
        sink(outputs.activity(), activity, ActivityNames.ACTIVITY_SINK);
        sink(outputs.grades(), grades, ActivityNames.GRADE_SINK);
        sink(outputs.late(), late, ActivityNames.LATE_SINK);
        sink(outputs.deadLetters(), deadLetters, ActivityNames.DEAD_LETTER_SINK);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        graph.setSavepointRestoreSettings(restore);
        return graph;
    }

    private static DataStream<RawRecord> source(
            StreamExecutionEnvironment env,
            QueueSource source,
            WatermarkStrategy<RawRecord> watermarks,
            String uid) {
        return env.fromSource(source, watermarks, uid, TypeInformation.of(RawRecord.class))
                .uid(uid)
                .setParallelism(1);
    }

    private static <T> void sink(DataStream<T> stream, CollectingSink<T> sink, String uid) {
        stream.sinkTo(sink).name(uid).uid(uid);
    }

    void verdict(String group, String id, String sender, long time, String action) {
        List<RuleHit> rules =
                action.equals("allow")
                        ? List.of()
                        : List.of(
                                new RuleHit(
                                        "rule", "fraud", "provisions-2017/10", action, 3, "live"));
        Verdict verdict =
                Verdict.newBuilder()
                        .setVerdictId("v-" + id)
                        .setMessageId(id)
                        .setGroupId(group)
                        .setSenderId(sender)
                        .setKind("text")
                        .setEventTime(time)
                        .setRecordTime(time)
                        .setAction(action)
                        .setRules(rules)
                        .setPolicy(new PolicyStamp("test", 1L, "h", "l", "m"))
                        .setSender(
                                new SenderContext(
                                        "verified", 3, "", "member", false, false, 0, 0, 0))
                        .setGroup(new GroupContext(3, "", "", 0, false))
                        .setOrigin(new Origin("chat.message.v1", 0, 0L))
                        .setDecidedAt(time)
                        .build();
        send(verdicts, Topic.VERDICT, verdict, time);
    }

    void heartbeat(long watermark) {
        send(verdicts, Topic.VERDICT, new Heartbeat(1L, 0, 1, watermark), watermark);
    }

    void event(String group, String id, String type, String user, long time, long recordTime) {
        send(
                events,
                Topic.GROUP_EVENT,
                GroupEvent.newBuilder()
                        .setEventId(id)
                        .setGroupId(group)
                        .setType(type)
                        .setUserId(user)
                        .setOccurredAt(time)
                        .build(),
                recordTime);
    }

    void decision(ReviewDecision decision, long recordTime) {
        send(decisions, Topic.REVIEW_DECISION, decision, recordTime);
    }

    void policy(long version, String state) {
        send(
                policy,
                Topic.POLICY_STATUS,
                PolicyStatus.newBuilder()
                        .setPackId("test")
                        .setVersion(version)
                        .setHash("h")
                        .setState(state)
                        .setEffectiveFrom(0)
                        .setOrigin(new Origin("policy.release.v1", 0, 0L))
                        .setJobVersion("1")
                        .setDecidedAt(0)
                        .setDocument(Inputs.tables(version).document)
                        .build(),
                Inputs.START);
    }

    /** Bytes that are no record, into each topic. */
    void nonsense() {
        raw(verdicts, Topic.VERDICT, new byte[] {1, 2, 3}, Inputs.START);
        raw(events, Topic.GROUP_EVENT, new byte[] {1, 2, 3}, Inputs.START);
        raw(decisions, Topic.REVIEW_DECISION, null, Inputs.START);
        raw(policy, Topic.POLICY_STATUS, new byte[0], Inputs.START);
    }

    private void send(QueueSource to, Topic topic, SpecificRecord record, long recordTime) {
        raw(to, topic, WireFormat.of(topic).encode(record), recordTime);
    }

    private void raw(QueueSource to, Topic topic, byte[] value, long recordTime) {
        to.send(List.of(new RawRecord(topic.topicName(), 0, offset++, recordTime, null, value)));
    }
}
