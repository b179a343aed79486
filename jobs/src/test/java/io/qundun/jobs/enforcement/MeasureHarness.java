package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.FlaggedVerdict;
import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.UserCredit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operator of measures in Flink's harness, generic types disabled. */
final class MeasureHarness implements AutoCloseable {

    static final String USER = "user-1";
    static final String GROUP = "group-1";
    static final long START = 1_750_000_000_000L;
    static final long SECOND = 1_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final EnforcementSettings SETTINGS =
            new EnforcementSettings(30 * SECOND, 4 * MINUTE, 3, 7 * DAY);
    private static final int MAX_PARALLELISM = 16;

    /** Three violations an hour, level 1, a quarter of twenty messages. */
    static final String POLICY =
            """
            id: fixture
            version: 1
            appeal: https://example.org/appeal
            categories:
              - {id: spam, title: {zh: 垃圾信息, en: spam}, clause: provisions-2017/5, severity: 1}
            rules:
              - {id: r, mode: live, clause: provisions-2017/5, category: spam, when: "true", action: review, severity: 1}
            measures:
              - id: often
                measure: mute
                clause: provisions-2017/11.2
                when: {violations: 3, within: 1h, severity: 2}
                for: 2h
                reason: {zh: 多次违规, en: several violations}
              - id: low
                measure: mute
                clause: provisions-2017/11.2
                when: {level: 1}
                for: 3h
                reason: {zh: 等级过低, en: low level}
              - id: flood
                measure: suspend
                clause: provisions-2017/11.1
                when: {flaggedShare: 0.25, within: 1h, messages: 20}
                for: 1h
                reason: {zh: 违规比例过高, en: too many flagged}
            """;

    final KeyedBroadcastOperatorTestHarness<String, Signal, ReleasedTables, EnforcementCommand>
            flink;
    private long offset;

    private MeasureHarness(int parallelism, int subtask) throws Exception {
        flink =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new MeasureFunction(SETTINGS), List.of(TablesByVersion.STATE)),
                        signal -> signal.subject,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask);
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        flink.getExecutionConfig().configure(configuration, getClass().getClassLoader());
        flink.setup(
                new AvroTypeInfo<>(EnforcementCommand.class)
                        .createSerializer(flink.getExecutionConfig().getSerializerConfig()));
    }

    /** Without a policy or a watermark. */
    static MeasureHarness bare() throws Exception {
        MeasureHarness harness = new MeasureHarness(1, 0);
        harness.flink.open();
        harness.flink.setProcessingTime(START);
        return harness;
    }

    /** With the policy in force, the clock and event time at {@link #START}. */
    static MeasureHarness open() throws Exception {
        MeasureHarness harness = bare();
        harness.release();
        harness.watermark(START);
        return harness;
    }

    static MeasureHarness restored(OperatorSubtaskState state, int parallelism, int subtask)
            throws Exception {
        MeasureHarness harness = new MeasureHarness(parallelism, subtask);
        harness.flink.initializeState(
                KeyedBroadcastOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, 1, parallelism, subtask));
        harness.flink.open();
        return harness;
    }

    void release() throws Exception {
        ReleasedTables released = new ReleasedTables();
        released.packId = "fixture";
        released.version = 1;
        released.hash = "cafe";
        released.document = POLICY;
        flink.processBroadcastElement(released, START);
    }

    /** Event time only. */
    void watermark(long time) throws Exception {
        flink.processBroadcastWatermark(
                new org.apache.flink.streaming.api.watermark.Watermark(time));
        flink.processWatermark(time);
    }

    /** Processing time only. */
    void clock(long time) throws Exception {
        flink.setProcessingTime(time);
    }

    void signal(Signal signal) throws Exception {
        flink.processElement(new StreamRecord<>(signal));
    }

    static Signal verdict(String messageId, String action, long time) {
        Signal signal = Signal.ofUser(USER);
        signal.verdict = flagged(messageId, action, time);
        return signal;
    }

    static FlaggedVerdict flagged(String messageId, String action, long time) {
        FlaggedVerdict verdict = new FlaggedVerdict();
        verdict.verdictId = action + "-of-" + messageId;
        verdict.messageId = messageId;
        verdict.groupId = GROUP;
        verdict.eventTime = time;
        verdict.recordTime = time;
        verdict.action = action;
        verdict.severity = 2;
        verdict.policyVersion = 1;
        return verdict;
    }

    void removed(String messageId, long time) throws Exception {
        signal(verdict(messageId, "remove", time));
    }

    /** Three removed messages, a minute apart; the third at the time given. */
    void spree(String prefix, long last) throws Exception {
        removed(prefix + 1, last - 2 * MINUTE);
        removed(prefix + 2, last - MINUTE);
        removed(prefix + 3, last);
    }

    void credit(int level, long effectiveFrom) throws Exception {
        Signal signal = Signal.ofUser(USER);
        signal.credit =
                UserCredit.newBuilder()
                        .setUserId(USER)
                        .setScore(level * 20)
                        .setLevel(level)
                        .setFormulaVersion("1")
                        .setEffectiveFrom(effectiveFrom)
                        .setEntryIds(List.of("entry-1"))
                        .setPolicyVersion(1)
                        .build();
        signal(signal);
    }

    void activity(long at, long messages, long flagged) throws Exception {
        Signal signal = Signal.ofGroup(GROUP);
        signal.activity =
                GroupActivity.newBuilder()
                        .setActivityId("activity-" + at)
                        .setGroupId(GROUP)
                        .setAt(at)
                        .setWindows(
                                List.of(
                                        ActivityWindow.newBuilder()
                                                .setSpan("1h")
                                                .setBegin(at - HOUR)
                                                .setEnd(at)
                                                .setMessages(messages)
                                                .setFlagged(flagged)
                                                .build()))
                        .build();
        signal(signal);
    }

    /** On a verdict of the user. */
    Signal onVerdict(String verdictId, String outcome, long decidedAt, String decisionId) {
        return decision(Signal.ofUser(USER), "verdict", verdictId, outcome, decidedAt, decisionId);
    }

    Signal onMeasure(String measureId, String outcome, long decidedAt, String decisionId) {
        return decision(Signal.ofUser(USER), "measure", measureId, outcome, decidedAt, decisionId);
    }

    Signal decision(
            Signal signal,
            String subjectType,
            String subjectId,
            String outcome,
            long decidedAt,
            String decisionId) {
        signal.decision =
                ReviewDecision.newBuilder()
                        .setDecisionId(decisionId)
                        .setSubjectType(subjectType)
                        .setSubjectId(subjectId)
                        .setOutcome(outcome)
                        .setDecidedAt(decidedAt)
                        .build();
        return sourced(signal);
    }

    Signal answer(EnforcementCommand command, String state) {
        Signal signal =
                command.getSubjectType().equals("user")
                        ? Signal.ofUser(command.getSubjectId())
                        : Signal.ofGroup(command.getSubjectId());
        signal.ack =
                CommandAck.newBuilder()
                        .setCommandId(command.getCommandId())
                        .setSubjectType(command.getSubjectType())
                        .setSubjectId(command.getSubjectId())
                        .setSequence(command.getSequence())
                        .setState(state)
                        .setBackend("fixture")
                        .setAcknowledgedAt(START)
                        .build();
        return sourced(signal);
    }

    private Signal sourced(Signal signal) {
        signal.topic = "fixture";
        signal.offset = offset++;
        signal.recordTime = START;
        signal.recordValue = new byte[] {1};
        return signal;
    }

    List<EnforcementCommand> commands() {
        return flink.extractOutputValues();
    }

    EnforcementCommand lastCommand() {
        List<EnforcementCommand> commands = commands();
        return commands.get(commands.size() - 1);
    }

    List<StateChange> changes() {
        return side(EnforcementNames.STATES);
    }

    /** As last published; null when nothing was, or a tombstone. */
    EnforcementState state() {
        List<StateChange> changes = changes();
        return changes.isEmpty() ? null : changes.get(changes.size() - 1).state;
    }

    /** Of the measure that was reached last. */
    ActiveMeasure measure() {
        List<ActiveMeasure> measures = state().getMeasures();
        return measures.get(measures.size() - 1);
    }

    List<ReviewTask> tasks() {
        return side(EnforcementNames.REVIEWS);
    }

    List<String> deadLetters() {
        List<String> codes = new ArrayList<>();
        for (DeadLetter letter : side(EnforcementNames.DEAD_LETTERS)) {
            codes.add(letter.getCode());
        }
        return codes;
    }

    private <T> List<T> side(OutputTag<T> tag) {
        List<T> values = new ArrayList<>();
        ConcurrentLinkedQueue<StreamRecord<T>> records = flink.getSideOutput(tag);
        Queue<StreamRecord<T>> safe = records == null ? new ConcurrentLinkedQueue<>() : records;
        for (StreamRecord<T> each : safe) {
            values.add(each.getValue());
        }
        return values;
    }

    @Override
    public void close() throws Exception {
        flink.close();
    }
}
