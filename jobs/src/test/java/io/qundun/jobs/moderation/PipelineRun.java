package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.testing.CollectingSink;
import io.qundun.jobs.testing.QueueSource;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.PolicyFilePart;
import io.qundun.schemas.PolicyFileReference;
import io.qundun.schemas.PolicyRelease;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.policy.PolicyFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The moderation pipeline between sources that a test fills and sinks that it reads. */
final class PipelineRun {

    static final long START = 1_750_000_000_000L;

    private final String run = UUID.randomUUID().toString();
    private final QueueSource chat = new QueueSource("chat-" + run);
    private final QueueSource policy = new QueueSource("policy-" + run);
    private final QueueSource context = new QueueSource("context-" + run);
    final CollectingSink<VerdictOutput> verdictOutputs = new CollectingSink<>("verdicts-" + run);
    final CollectingSink<EnforcementCommand> commands = new CollectingSink<>("commands-" + run);
    final CollectingSink<ReviewTask> reviews = new CollectingSink<>("reviews-" + run);
    final CollectingSink<Evidence> evidence = new CollectingSink<>("evidence-" + run);
    final CollectingSink<PolicyStatus> statuses = new CollectingSink<>("statuses-" + run);
    final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>("dead-" + run);
    private long offset;

    /** The job, to be submitted to a cluster in this JVM. */
    JobGraph graph(int parallelism, Duration hold, SavepointRestoreSettings restore)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(
                ModerationNames.JOB,
                env,
                JobConfiguration.of(
                        Map.of(
                                CommonOptions.BOOTSTRAP_SERVERS.key(), "none",
                                CommonOptions.CHECKPOINT_INTERVAL.key(), "1 h"),
                        CommonOptions.all()),
                CheckpointingMode.EXACTLY_ONCE);
        env.setParallelism(parallelism);
        ModerationPipeline.Outputs outputs =
                ModerationPipeline.build(
                        new ModerationPipeline.Inputs(
                                source(
                                        env,
                                        chat,
                                        WatermarkStrategy.forMonotonousTimestamps(),
                                        ModerationNames.CHAT_SOURCE),
                                source(
                                        env,
                                        policy,
                                        NeverHoldsBack.strategy(),
                                        ModerationNames.POLICY_SOURCE),
                                source(
                                        env,
                                        context,
                                        NeverHoldsBack.strategy(),
                                        ModerationNames.ACCOUNT_SOURCE)),
                        new ModerationPipeline.Settings(true, hold.toMillis(), 64, 100, 2, 1));
        sink(outputs.verdicts(), verdictOutputs, ModerationNames.VERDICT_SINK);
        sink(outputs.commands(), commands, ModerationNames.COMMAND_SINK);
        sink(outputs.reviews(), reviews, ModerationNames.REVIEW_SINK);
        sink(outputs.evidence(), evidence, ModerationNames.EVIDENCE_SINK);
        sink(outputs.policyStatus(), statuses, ModerationNames.POLICY_STATUS_SINK);
        sink(outputs.deadLetters(), deadLetters, ModerationNames.DEAD_LETTER_SINK);
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

    void message(String id, String group, String sender, String text) {
        message(id, group, sender, text, START + offset);
    }

    void message(String id, String group, String sender, String text, long time) {
        ChatMessage message =
                ChatMessage.newBuilder()
                        .setMessageId(id)
                        .setGroupId(group)
                        .setSenderId(sender)
                        .setSentAt(time)
                        .setText(text)
                        .build();
        chat(WireFormat.of(Topic.CHAT_MESSAGE).encode(message), time);
    }

    void chat(byte[] value, long recordTime) {
        chat.send(
                List.of(
                        new RawRecord(
                                Topic.CHAT_MESSAGE.topicName(),
                                0,
                                offset++,
                                recordTime,
                                null,
                                value)));
    }

    void account(String user, String status, long effectiveFrom) {
        byte[] value =
                WireFormat.of(Topic.ACCOUNT_STATUS)
                        .encode(
                                AccountStatus.newBuilder()
                                        .setUserId(user)
                                        .setStatus(status)
                                        .setEffectiveFrom(effectiveFrom)
                                        .build());
        context.send(
                List.of(
                        new RawRecord(
                                Topic.ACCOUNT_STATUS.topicName(),
                                0,
                                offset++,
                                effectiveFrom,
                                user.getBytes(StandardCharsets.UTF_8),
                                value)));
    }

    void release(Map<String, String> pack, long version, long effectiveFrom) {
        Map<String, byte[]> contents = new TreeMap<>();
        pack.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        PolicyFiles files = PolicyFiles.of(contents);
        WireFormat format = WireFormat.of(Topic.POLICY_RELEASE);
        List<RawRecord> records = new ArrayList<>();
        List<PolicyFileReference> references = new ArrayList<>();
        contents.forEach(
                (path, bytes) -> {
                    String sha256 = files.sha256(path);
                    references.add(new PolicyFileReference(path, sha256, (long) bytes.length, 1));
                    records.add(
                            policyRecord(
                                    format.encode(
                                            new PolicyFilePart(
                                                    sha256, 0, 1, ByteBuffer.wrap(bytes)))));
                });
        records.add(
                policyRecord(
                        format.encode(
                                PolicyRelease.newBuilder()
                                        .setPackId("fixture")
                                        .setVersion(version)
                                        .setHash(files.hash())
                                        .setEffectiveFrom(effectiveFrom)
                                        .setPublishedAt(effectiveFrom)
                                        .setFiles(references)
                                        .build())));
        policy.send(records);
    }

    private RawRecord policyRecord(byte[] value) {
        return new RawRecord(
                Topic.POLICY_RELEASE.topicName(), 0, offset++, START, new byte[0], value);
    }

    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (VerdictOutput output : verdictOutputs.written()) {
            if (output.verdict != null) {
                verdicts.add(output.verdict);
            }
        }
        return verdicts;
    }

    /** A small pack: one keyword category, removed at one hit, unknown senders refused. */
    static Map<String, String> pack(long version, String term) {
        return Map.of(
                "policy.yaml",
                """
                id: fixture
                version: %d
                title: {zh: 测试, en: fixture}
                languages: [zh, en]
                unknown: refuse
                appeal: https://example.org/appeal
                categories:
                  - {id: spam, title: {zh: 垃圾信息, en: spam}, clause: provisions-2017/10, severity: 1}
                rules:
                  - id: spam-term
                    mode: live
                    clause: provisions-2017/10
                    category: spam
                    when: keyword.spam >= 1
                    action: remove
                    severity: 2
                  - id: spam-repeat
                    mode: live
                    clause: provisions-2017/10
                    category: spam
                    when: sender.repeats >= 3
                    action: review
                    severity: 1
                """
                        .formatted(version),
                "lexicon/spam.tsv",
                term + "\tspam\t2\n",
                "examples/spam.jsonl",
                """
                {"text": "这里有%s", "expect": {"action": "remove", "categories": ["spam"]}}
                {"text": "你好", "sender": {"repeats": 3}, "expect": {"action": "review", "categories": ["spam"]}}
                {"text": "你好", "expect": {"action": "allow", "categories": []}}
                """
                        .formatted(term));
    }
}
