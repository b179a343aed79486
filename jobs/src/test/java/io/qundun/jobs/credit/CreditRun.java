package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.jobs.testing.CommittingSink;
import io.qundun.jobs.testing.LogSource;
import io.qundun.jobs.testing.TransactionalSink;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The credit pipeline between logs that a test appends to and transactions that it reads. */
final class CreditRun {

    private final String run = UUID.randomUUID().toString();
    final LogSource verdicts = new LogSource("verdicts-" + run);
    private final LogSource decisions = new LogSource("decisions-" + run);
    private final LogSource accounts = new LogSource("accounts-" + run);
    private final LogSource statuses = new LogSource("statuses-" + run);
    private final TransactionalSink<CreditEntry> entries =
            new TransactionalSink<>("entries-" + run, Topic.USER_CREDIT_ENTRY);
    private final CommittingSink<CreditOutput> credits = new CommittingSink<>("credits-" + run);
    private final TransactionalSink<DeadLetter> deadLetters =
            new TransactionalSink<>("dead-" + run, Topic.CREDIT_DEAD_LETTER);
    private long offset;

    /** The job, to be submitted to a cluster in this JVM. */
    JobGraph graph(int parallelism, Duration checkpoints, SavepointRestoreSettings restore)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(
                CreditNames.JOB,
                env,
                JobConfiguration.of(
                        Map.of(
                                CommonOptions.BOOTSTRAP_SERVERS.key(),
                                "none",
                                CommonOptions.CHECKPOINT_INTERVAL.key(),
                                checkpoints.toMillis() + " ms"),
                        CommonOptions.all()),
                CheckpointingMode.EXACTLY_ONCE);
        env.setParallelism(parallelism);
        CreditPipeline.Outputs outputs =
                CreditPipeline.build(
                        new CreditPipeline.Inputs(
                                source(
                                        env,
                                        verdicts,
                                        VerdictWatermarks.strategy(),
                                        CreditNames.VERDICT_SOURCE),
                                source(
                                        env,
                                        decisions,
                                        NeverHoldsBack.strategy(),
                                        CreditNames.DECISION_SOURCE),
                                source(
                                        env,
                                        accounts,
                                        NeverHoldsBack.strategy(),
                                        CreditNames.ACCOUNT_SOURCE),
                                source(
                                        env,
                                        statuses,
                                        NeverHoldsBack.strategy(),
                                        CreditNames.POLICY_STATUS_SOURCE)),
                        Duration.ofHours(1).toMillis());
        sink(outputs.entries(), entries, CreditNames.ENTRY_SINK);
        sink(outputs.credits(), credits, CreditNames.CREDIT_SINK);
        sink(outputs.deadLetters(), deadLetters, CreditNames.DEAD_LETTER_SINK);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        graph.setSavepointRestoreSettings(restore);
        return graph;
    }

    private static DataStream<RawRecord> source(
            StreamExecutionEnvironment env,
            LogSource source,
            WatermarkStrategy<RawRecord> watermarks,
            String uid) {
        return env.fromSource(source, watermarks, uid, TypeInformation.of(RawRecord.class))
                .uid(uid)
                .setParallelism(1);
    }

    private static <T> void sink(DataStream<T> stream, Sink<T> sink, String uid) {
        stream.sinkTo(sink).name(uid).uid(uid);
    }

    /** Verdicts and heartbeats, in this order. */
    void judge(List<? extends SpecificRecord> records) {
        verdicts.append(raw(Topic.VERDICT, records));
    }

    void decide(List<? extends SpecificRecord> records) {
        decisions.append(raw(Topic.REVIEW_DECISION, records));
    }

    /** The account of a user ends. */
    void endAccount(String user, long recordTime) {
        accounts.append(
                List.of(
                        new RawRecord(
                                Topic.ACCOUNT_STATUS.topicName(),
                                0,
                                offset++,
                                recordTime,
                                user.getBytes(StandardCharsets.UTF_8),
                                null)));
    }

    void release(SpecificRecord status) {
        statuses.append(raw(Topic.POLICY_STATUS, List.of(status)));
    }

    private List<RawRecord> raw(Topic topic, List<? extends SpecificRecord> records) {
        List<RawRecord> raw = new ArrayList<>();
        for (SpecificRecord record : records) {
            raw.add(
                    CreditSamples.raw(
                            topic,
                            record,
                            offset++,
                            CreditSamples.START + 100 * CreditSamples.DAY));
        }
        return raw;
    }

    List<CreditEntry> entries() {
        return entries.committed();
    }

    /** Records, ends left out. */
    List<UserCredit> credits() {
        List<UserCredit> records = new ArrayList<>();
        for (CreditOutput output : credits.committed()) {
            if (output.credit != null) {
                records.add(output.credit);
            }
        }
        return records;
    }

    /** Users whose credit was taken back. */
    List<String> endedCredits() {
        List<String> ended = new ArrayList<>();
        for (CreditOutput output : credits.committed()) {
            if (output.credit == null) {
                ended.add(output.userId);
            }
        }
        return ended;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters.committed();
    }
}
