package io.qundun.jobs.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
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

/** The sender's decision in Flink's operator harness, generic types disabled. */
final class DecisionHarness implements AutoCloseable {

    static final String USER = "user-1";
    static final long HOLD = 2_000;
    static final int MAX_HELD = 4;
    private static final int MAX_PARALLELISM = 16;

    final KeyedBroadcastOperatorTestHarness<String, KeyedInput, PolicyBundle, VerdictOutput> flink;
    private PolicyBundle policy;

    private DecisionHarness(int parallelism, int subtask) throws Exception {
        flink =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new SenderDecisionFunction(true, HOLD, MAX_HELD),
                                List.of(ModerationNames.POLICIES)),
                        input -> input.key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask);
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        flink.getExecutionConfig().configure(configuration, getClass().getClassLoader());
        flink.setup(
                TypeInformation.of(VerdictOutput.class)
                        .createSerializer(flink.getExecutionConfig().getSerializerConfig()));
    }

    /** With a policy in force, at {@link Samples#START} of processing time. */
    static DecisionHarness with(PolicyBundle policy) throws Exception {
        DecisionHarness harness = new DecisionHarness(1, 0);
        harness.flink.open();
        harness.flink.setProcessingTime(Samples.START);
        harness.release(policy);
        return harness;
    }

    static DecisionHarness restored(
            OperatorSubtaskState state, PolicyBundle policy, int parallelism, int subtask)
            throws Exception {
        DecisionHarness harness = new DecisionHarness(parallelism, subtask);
        harness.policy = policy;
        harness.flink.initializeState(
                KeyedBroadcastOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, 1, parallelism, subtask));
        harness.flink.open();
        return harness;
    }

    void release(PolicyBundle bundle) throws Exception {
        policy = bundle;
        flink.processBroadcastElement(bundle, Samples.START);
    }

    void message(String id, String text, long time) throws Exception {
        candidate(Samples.candidate(policy, id, USER, text, time));
    }

    void candidate(Candidate candidate) throws Exception {
        input(KeyedInput.of(candidate.senderId, candidate));
    }

    void input(KeyedInput input) throws Exception {
        flink.processElement(new StreamRecord<>(input));
    }

    /** A status whose record the broker had long before. */
    void status(String status, long effectiveFrom) throws Exception {
        status(Samples.status(USER, status, effectiveFrom), 0);
    }

    void status(AccountStatus status, long recordTime) throws Exception {
        KeyedInput input = KeyedInput.context(status.getUserId(), recordTime);
        input.account = status;
        input(input);
    }

    void measures(long sequence, ActiveMeasure... measures) throws Exception {
        KeyedInput input = KeyedInput.context(USER, Samples.START);
        input.enforcement = Samples.measures("user", USER, sequence, measures);
        input(input);
    }

    void credit(int level, long effectiveFrom) throws Exception {
        KeyedInput input = KeyedInput.context(USER, Samples.START);
        input.credit = Samples.credit(USER, level, effectiveFrom);
        input(input);
    }

    void membership(String group, String type, String role, long at) throws Exception {
        KeyedInput input = KeyedInput.context(USER, Samples.START);
        input.membership =
                GroupEvent.newBuilder()
                        .setEventId(group + type + at)
                        .setGroupId(group)
                        .setType(type)
                        .setUserId(USER)
                        .setRole(role)
                        .setOccurredAt(at)
                        .build();
        input(input);
    }

    void ended(String topic) throws Exception {
        KeyedInput input = KeyedInput.context(USER, Samples.START);
        input.ended = topic;
        input(input);
    }

    /** Processing time in which whatever was held is resolved. */
    void holdPasses() throws Exception {
        flink.setProcessingTime(flink.getProcessingTime() + HOLD + 1);
    }

    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (VerdictOutput output : flink.extractOutputValues()) {
            assertThat(WireFormat.of(Topic.VERDICT).encode(output.verdict)).isNotEmpty();
            verdicts.add(output.verdict);
        }
        return verdicts;
    }

    Verdict lastVerdict() {
        List<Verdict> verdicts = verdicts();
        return verdicts.get(verdicts.size() - 1);
    }

    List<EnforcementCommand> commands() {
        return side(ModerationNames.COMMANDS, Topic.MESSAGE_COMMAND);
    }

    List<ReviewTask> reviews() {
        return side(ModerationNames.REVIEWS, Topic.REVIEW_TASK);
    }

    List<Evidence> evidence() {
        return side(ModerationNames.EVIDENCE, Topic.EVIDENCE);
    }

    /** What was written beside, each of it such that its topic takes it. */
    private <T extends SpecificRecord> List<T> side(OutputTag<T> tag, Topic topic) {
        WireFormat format = WireFormat.of(topic);
        List<T> values = new ArrayList<>();
        Queue<StreamRecord<T>> records = flink.getSideOutput(tag);
        if (records != null) {
            for (StreamRecord<T> each : records) {
                assertThat(format.encode(each.getValue())).isNotEmpty();
                values.add(each.getValue());
            }
        }
        return values;
    }

    /** What a consumer makes of all verdicts of a message: the strictest that none reverses. */
    static Action folded(List<Verdict> verdicts, String messageId) {
        Set<String> reversed = new HashSet<>();
        for (Verdict verdict : verdicts) {
            if (verdict.getMessageId().equals(messageId) && verdict.getReverses() != null) {
                reversed.add(verdict.getReverses());
            }
        }
        Action folded = null;
        for (Verdict verdict : verdicts) {
            if (verdict.getMessageId().equals(messageId)
                    && !reversed.contains(verdict.getVerdictId())) {
                Action action = Action.of(verdict.getAction());
                folded = folded == null ? action : folded.stricter(action);
            }
        }
        return folded;
    }

    /** What a backend that applies only higher sequences shows of a message; null: as it was. */
    static String enforced(List<EnforcementCommand> commands, String messageId) {
        long sequence = 0;
        String action = null;
        for (EnforcementCommand command : commands) {
            if (command.getSubjectId().equals(messageId) && command.getSequence() > sequence) {
                sequence = command.getSequence();
                action = command.getAction();
            }
        }
        return action == null || action.equals("restore") ? null : action;
    }

    int keyedStateEntries() {
        return ((HeapKeyedStateBackend<?>) flink.getOperator().getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    @Override
    public void close() throws Exception {
        flink.close();
    }
}
