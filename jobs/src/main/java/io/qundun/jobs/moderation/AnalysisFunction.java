package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes messages and finds what their text alone shows, before any shuffle. What is no message
 * becomes a dead letter.
 */
final class AnalysisFunction extends BroadcastProcessFunction<RawRecord, PolicyBundle, KeyedInput>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final int MAX_ID_LENGTH = 256;
    private static final int MAX_KIND_LENGTH = 64;
    private static final long YEAR_2000 = 946_684_800_000L;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final boolean classifier;
    private transient PolicyVersions policies;
    private transient WireFormat format;
    private transient DeadLetters deadLetters;

    AnalysisFunction(boolean classifier) {
        this.classifier = classifier;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        policies = new PolicyVersions(classifier);
        policies.restore(
                context.getOperatorStateStore()
                        .getBroadcastState(ModerationNames.POLICIES)
                        .entries());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(Topic.CHAT_MESSAGE);
        deadLetters = new DeadLetters(ModerationNames.JOB);
    }

    @Override
    public void processBroadcastElement(
            PolicyBundle bundle, Context context, Collector<KeyedInput> out) throws Exception {
        context.getBroadcastState(ModerationNames.POLICIES).put(bundle.version, bundle);
        Long forgotten = policies.add(bundle);
        if (forgotten != null) {
            context.getBroadcastState(ModerationNames.POLICIES).remove(forgotten);
        }
    }

    @Override
    public void processElement(RawRecord raw, ReadOnlyContext context, Collector<KeyedInput> out) {
        ChatMessage message;
        try {
            message = (ChatMessage) format.decode(raw.value);
        } catch (UndecodableException e) {
            reject(raw, DeadLetterCode.of(e), e.getMessage(), context);
            return;
        }
        String missing = unusable(message);
        if (missing != null) {
            reject(raw, DeadLetterCode.INVALID_FIELD, missing, context);
            return;
        }
        long eventTime = Math.min(message.getSentAt(), raw.recordTime + MINUTE);
        if (message.getSentAt() < YEAR_2000 || message.getSentAt() > raw.recordTime + DAY) {
            reject(
                    raw,
                    DeadLetterCode.TIME_OUT_OF_RANGE,
                    "sentAt "
                            + message.getSentAt()
                            + " lies before 2000 or more than a day after the record time "
                            + raw.recordTime,
                    context);
            return;
        }
        CompiledPolicy policy = policies.at(raw.recordTime);
        Candidate candidate = new Candidate();
        candidate.messageId = message.getMessageId();
        candidate.groupId = message.getGroupId();
        candidate.senderId = message.getSenderId();
        candidate.kind = message.getKind();
        candidate.edits = message.getEdits();
        candidate.mentions =
                MessageFacts.of(
                                candidate.messageId,
                                candidate.kind,
                                message.getMentions().size(),
                                message.getText())
                        .mentions();
        candidate.value = raw.value;
        candidate.partition = raw.partition;
        candidate.offset = raw.offset;
        candidate.recordTime = raw.recordTime;
        candidate.eventTime = eventTime;
        candidate.policyVersion = policy.version();
        Analyses.into(candidate, policy.analyze(message.getText()));
        out.collect(KeyedInput.of(candidate.groupId, candidate));
    }

    private void reject(
            RawRecord raw, DeadLetterCode code, String reason, ReadOnlyContext context) {
        context.output(
                ModerationNames.DEAD_LETTERS,
                deadLetters.of(raw, code, reason, context.currentProcessingTime()));
    }

    private static String unusable(ChatMessage message) {
        if (badId(message.getMessageId())) {
            return "messageId must have 1 to " + MAX_ID_LENGTH + " characters";
        }
        if (badId(message.getGroupId())) {
            return "groupId must have 1 to " + MAX_ID_LENGTH + " characters";
        }
        if (badId(message.getSenderId())) {
            return "senderId must have 1 to " + MAX_ID_LENGTH + " characters";
        }
        // Both stand in verdicts and evidence, whose size has a bound.
        if (message.getKind().length() > MAX_KIND_LENGTH) {
            return "kind must have at most " + MAX_KIND_LENGTH + " characters";
        }
        if (message.getEdits() != null && badId(message.getEdits())) {
            return "edits must be null or have 1 to " + MAX_ID_LENGTH + " characters";
        }
        return null;
    }

    private static boolean badId(String id) {
        return id.isEmpty() || id.length() > MAX_ID_LENGTH;
    }
}
