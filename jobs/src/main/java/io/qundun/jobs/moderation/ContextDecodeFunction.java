package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.Membership;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.UserCredit;
import io.qundun.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes what is told of users (main output) and groups ({@link ModerationNames#GROUP_CONTEXTS}).
 * A null value says that its key's subject has ended.
 */
final class ContextDecodeFunction extends ProcessFunction<RawRecord, KeyedInput> {

    private static final long serialVersionUID = 1L;

    private static final String GROUP = "group";
    private static final String USER = "user";

    private transient Map<String, WireFormat> formats;
    private transient DeadLetters deadLetters;

    @Override
    public void open(OpenContext context) {
        deadLetters = new DeadLetters(ModerationNames.JOB);
        formats = new HashMap<>();
        for (Topic topic :
                new Topic[] {
                    Topic.ACCOUNT_STATUS,
                    Topic.USER_CREDIT,
                    Topic.GROUP_GRADE,
                    Topic.ENFORCEMENT_STATE,
                    Topic.GROUP_EVENT
                }) {
            formats.put(topic.topicName(), WireFormat.of(topic));
        }
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<KeyedInput> out) {
        try {
            if (raw.value == null && !raw.topic.equals(Topic.GROUP_EVENT.topicName())) {
                end(raw, context, out);
            } else {
                hand(formats.get(raw.topic).decode(raw.value), raw, context, out);
            }
        } catch (UndecodableException e) {
            context.output(
                    ModerationNames.DEAD_LETTERS,
                    deadLetters.of(
                            raw,
                            DeadLetterCode.of(e),
                            e.getMessage(),
                            context.timerService().currentProcessingTime()));
        }
    }

    private void hand(
            SpecificRecordBase decoded, RawRecord raw, Context context, Collector<KeyedInput> out) {
        if (decoded instanceof AccountStatus account) {
            KeyedInput input = KeyedInput.context(account.getUserId(), raw.recordTime);
            input.account = account;
            out.collect(input);
        } else if (decoded instanceof UserCredit credit) {
            KeyedInput input = KeyedInput.context(credit.getUserId(), raw.recordTime);
            input.credit = credit;
            out.collect(input);
        } else if (decoded instanceof GroupGrade grade) {
            KeyedInput input = KeyedInput.context(grade.getGroupId(), raw.recordTime);
            input.grade = grade;
            context.output(ModerationNames.GROUP_CONTEXTS, input);
        } else if (decoded instanceof GroupEvent event) {
            // What is no matter of a member, or unknown, is the activity job's to look at.
            if (Membership.concerns(event)) {
                KeyedInput input = KeyedInput.context(event.getUserId(), raw.recordTime);
                input.membership = event;
                out.collect(input);
            }
        } else if (decoded instanceof EnforcementState enforcement) {
            KeyedInput input = KeyedInput.context(enforcement.getSubjectId(), raw.recordTime);
            input.enforcement = enforcement;
            if (GROUP.equals(enforcement.getSubjectType())) {
                context.output(ModerationNames.GROUP_CONTEXTS, input);
            } else if (USER.equals(enforcement.getSubjectType())) {
                out.collect(input);
            } else {
                context.output(
                        ModerationNames.DEAD_LETTERS,
                        deadLetters.of(
                                raw,
                                DeadLetterCode.INVALID_FIELD,
                                "subjectType must be user or group",
                                context.timerService().currentProcessingTime()));
            }
        }
    }

    private static void end(RawRecord raw, Context context, Collector<KeyedInput> out)
            throws UndecodableException {
        String key = raw.key == null ? "" : new String(raw.key, StandardCharsets.UTF_8);
        boolean group = raw.topic.equals(Topic.GROUP_GRADE.topicName());
        if (raw.topic.equals(Topic.ENFORCEMENT_STATE.topicName())) {
            int slash = key.indexOf('/');
            String type = slash < 0 ? "" : key.substring(0, slash);
            group = type.equals(GROUP);
            if (!group && !type.equals(USER)) {
                throw new UndecodableException(
                        UndecodableException.Code.NULL_VALUE,
                        "a null value under the key '"
                                + key
                                + "': expected user/<id> or group/<id>");
            }
            key = key.substring(slash + 1);
        }
        if (key.isEmpty()) {
            throw new UndecodableException(
                    UndecodableException.Code.NULL_VALUE,
                    "a null value without a key says nothing of anybody");
        }
        KeyedInput input = KeyedInput.context(key, raw.recordTime);
        input.ended = raw.topic;
        if (group) {
            context.output(ModerationNames.GROUP_CONTEXTS, input);
        } else {
            out.collect(input);
        }
    }
}
