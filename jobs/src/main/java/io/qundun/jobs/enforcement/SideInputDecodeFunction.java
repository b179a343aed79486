package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.InputTime;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes credit, activity, decisions and acknowledgements and finds the subjects that they
 * concern. A decision on a verdict goes to the sender, who is judged by it, and to the group, whose
 * share it changes.
 */
final class SideInputDecodeFunction extends ProcessFunction<RawRecord, Signal> {

    private static final long serialVersionUID = 1L;

    private transient Map<String, WireFormat> formats;
    private transient DeadLetters deadLetters;

    @Override
    public void open(OpenContext context) {
        deadLetters = new DeadLetters(EnforcementNames.JOB);
        formats = new HashMap<>();
        for (Topic topic :
                new Topic[] {
                    Topic.USER_CREDIT,
                    Topic.GROUP_ACTIVITY,
                    Topic.REVIEW_DECISION,
                    Topic.COMMAND_ACK
                }) {
            formats.put(topic.topicName(), WireFormat.of(topic));
        }
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<Signal> out) {
        if (raw.value == null && raw.topic.equals(Topic.USER_CREDIT.topicName())) {
            return; // The account has ended; measures that stand run out by themselves.
        }
        SpecificRecordBase decoded;
        try {
            decoded = formats.get(raw.topic).decode(raw.value);
        } catch (UndecodableException e) {
            reject(raw, DeadLetterCode.of(e), e.getMessage(), context);
            return;
        }
        if (decoded instanceof UserCredit credit) {
            if (inRange("effectiveFrom", credit.getEffectiveFrom(), raw, context)) {
                Signal signal = Signal.ofUser(credit.getUserId());
                signal.credit = credit;
                out.collect(signal);
            }
        } else if (decoded instanceof GroupActivity activity) {
            if (inRange("at", activity.getAt(), raw, context)) {
                Signal signal = Signal.ofGroup(activity.getGroupId());
                signal.activity = activity;
                out.collect(signal);
            }
        } else if (decoded instanceof ReviewDecision decision) {
            decision(decision, raw, context, out);
        } else if (decoded instanceof CommandAck ack) {
            ack(ack, raw, context, out);
        }
    }

    private void decision(
            ReviewDecision decision, RawRecord raw, Context context, Collector<Signal> out) {
        String wrong = unusable(decision);
        if (wrong != null) {
            reject(raw, DeadLetterCode.INVALID_FIELD, wrong, context);
            return;
        }
        if (!inRange("decidedAt", decision.getDecidedAt(), raw, context)) {
            return;
        }
        if (decision.getUserId() != null) {
            Signal signal = Signal.ofUser(decision.getUserId()).from(raw);
            signal.decision = decision;
            out.collect(signal);
        }
        boolean onVerdict = decision.getSubjectType().equals("verdict");
        if (decision.getGroupId() != null && (onVerdict || decision.getUserId() == null)) {
            Signal signal = Signal.ofGroup(decision.getGroupId()).from(raw);
            signal.decision = decision;
            out.collect(signal);
        }
    }

    private static String unusable(ReviewDecision decision) {
        boolean onVerdict = decision.getSubjectType().equals("verdict");
        if (!onVerdict && !decision.getSubjectType().equals("measure")) {
            return "subjectType must be verdict or measure, not " + decision.getSubjectType();
        }
        if (!decision.getOutcome().equals("upheld")
                && !decision.getOutcome().equals("overturned")) {
            return "outcome must be upheld or overturned, not "
                    + decision.getOutcome()
                    + "; nothing was changed";
        }
        if (onVerdict && decision.getUserId() == null) {
            return "userId is missing: name the sender of the message";
        }
        if (decision.getUserId() == null && decision.getGroupId() == null) {
            return "userId and groupId are missing: name the person, or the group, that the measure"
                    + " is on";
        }
        return null;
    }

    private void ack(CommandAck ack, RawRecord raw, Context context, Collector<Signal> out) {
        boolean ofUser = ack.getSubjectType().equals(Signal.USER);
        if (!ofUser && !ack.getSubjectType().equals(Signal.GROUP)) {
            return; // Commands on messages are not followed up.
        }
        switch (ack.getState()) {
            case "applied", "refused", "failed" -> {
                Signal signal =
                        ofUser
                                ? Signal.ofUser(ack.getSubjectId())
                                : Signal.ofGroup(ack.getSubjectId());
                signal.ack = ack;
                out.collect(signal.from(raw));
            }
            default ->
                    reject(
                            raw,
                            DeadLetterCode.INVALID_FIELD,
                            "state must be applied, refused or failed, not " + ack.getState(),
                            context);
        }
    }

    private boolean inRange(String field, long time, RawRecord raw, Context context) {
        String fault = InputTime.fault(field, time, raw.recordTime);
        if (fault == null) {
            return true;
        }
        reject(raw, DeadLetterCode.TIME_OUT_OF_RANGE, fault, context);
        return false;
    }

    private void reject(RawRecord raw, DeadLetterCode code, String reason, Context context) {
        context.output(
                EnforcementNames.DEAD_LETTERS,
                deadLetters.of(raw, code, reason, context.timerService().currentProcessingTime()));
    }
}
