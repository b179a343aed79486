package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.Verdict;
import io.qundun.udfs.credit.LedgerEntry;
import io.qundun.udfs.credit.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The ledger in Flink's operator harness, generic types disabled. */
final class CreditHarness implements AutoCloseable {

    static final Duration WAIT = Duration.ofHours(1);
    static final int MAX_PARALLELISM = 16;

    final KeyedBroadcastOperatorTestHarness<String, LedgerInput, ReleasedTables, CreditOutput>
            flink;
    private final LedgerInputFunction inputs = new LedgerInputFunction();
    private long offset;

    private CreditHarness(Duration wait) throws Exception {
        inputs.open(null);
        flink =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new LedgerFunction(wait.toMillis()),
                                List.of(TablesByVersion.STATE)),
                        input -> input.userId,
                        Types.STRING,
                        MAX_PARALLELISM,
                        1,
                        0);
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        flink.getExecutionConfig().configure(configuration, getClass().getClassLoader());
        flink.setup(
                TypeInformation.of(CreditOutput.class)
                        .createSerializer(flink.getExecutionConfig().getSerializerConfig()));
    }

    /** With version 1 in force. */
    static CreditHarness create() throws Exception {
        return create(WAIT);
    }

    /** The same, with another patience for decisions. */
    static CreditHarness create(Duration wait) throws Exception {
        CreditHarness harness = new CreditHarness(wait);
        harness.flink.open();
        harness.release(CreditSamples.tables(1));
        return harness;
    }

    static CreditHarness withoutTables() throws Exception {
        CreditHarness harness = new CreditHarness(WAIT);
        harness.flink.open();
        return harness;
    }

    static CreditHarness restored(OperatorSubtaskState state, Duration wait) throws Exception {
        CreditHarness harness = new CreditHarness(wait);
        harness.flink.initializeState(state);
        harness.flink.open();
        return harness;
    }

    void release(ReleasedTables tables) throws Exception {
        flink.processBroadcastElement(tables, 0);
    }

    /** As if moderation had written it. */
    void verdict(Verdict verdict) throws Exception {
        List<LedgerInput> outputs = new ArrayList<>();
        inputs.flatMap(JudgedMessage.of(verdict), new ListCollector<>(outputs));
        for (LedgerInput output : outputs) {
            flink.processElement(new StreamRecord<>(output));
        }
    }

    void decision(ReviewDecision decision) throws Exception {
        RawRecord raw =
                CreditSamples.raw(
                        Topic.REVIEW_DECISION, decision, offset++, decision.getDecidedAt());
        LedgerInput input = DecisionDecodeFunction.inputOf(decision, raw);
        flink.processElement(new StreamRecord<>(input));
    }

    void watermark(long time) throws Exception {
        flink.watermark(time);
    }

    /** Records, ends left out. */
    List<UserCredit> credits() {
        List<UserCredit> records = new ArrayList<>();
        for (CreditOutput output : outputs()) {
            if (output.credit != null) {
                records.add(output.credit);
            }
        }
        return records;
    }

    List<CreditOutput> outputs() {
        return flink.extractOutputValues();
    }

    /** The account has ended. */
    void ended(String user, long recordTime) throws Exception {
        LedgerInput input = new LedgerInput();
        input.userId = user;
        input.time = recordTime;
        input.ended = true;
        flink.processElement(new StreamRecord<>(input));
    }

    UserCredit last() {
        List<UserCredit> credits = credits();
        return credits.isEmpty() ? null : credits.get(credits.size() - 1);
    }

    List<CreditEntry> entries() {
        return side(CreditNames.ENTRIES);
    }

    List<DeadLetter> deadLetters() {
        return side(CreditNames.DEAD_LETTERS);
    }

    private <T> List<T> side(OutputTag<T> tag) {
        List<T> values = new ArrayList<>();
        Queue<StreamRecord<T>> records = flink.getSideOutput(tag);
        if (records != null) {
            for (StreamRecord<T> each : records) {
                values.add(each.getValue());
            }
        }
        return values;
    }

    /** The violations that a reader of the entry topic counts. */
    static List<Violation> standing(List<CreditEntry> entries) {
        List<LedgerEntry> lines = new ArrayList<>();
        for (CreditEntry entry : entries) {
            Violation violation =
                    entry.getReverses() != null
                            ? null
                            : new Violation(
                                    entry.getMessageId(),
                                    entry.getEventTime(),
                                    -entry.getPoints(),
                                    entry.getExpiresAt());
            lines.add(new LedgerEntry(entry.getEntryId(), violation, entry.getReverses()));
        }
        return LedgerEntry.standing(lines);
    }

    int keyedStateEntries() {
        return ((HeapKeyedStateBackend<?>) flink.getOperator().getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return flink.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
        flink.close();
    }
}
