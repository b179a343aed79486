package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.jobs.runtime.DeadLetters;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes and checks group events; those that bear on no count are left out here. */
final class GroupEventDecodeFunction extends ProcessFunction<RawRecord, GroupInput> {

    private static final long serialVersionUID = 1L;

    private static final int MAX_ID_LENGTH = 256;

    private transient WireFormat format;
    private transient DeadLetters deadLetters;

    @Override
    public void open(OpenContext context) {
        format = WireFormat.of(Topic.GROUP_EVENT);
        deadLetters = new DeadLetters(ActivityNames.JOB);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<GroupInput> out) {
        GroupEvent event;
        try {
            event = (GroupEvent) format.decode(raw.value);
        } catch (UndecodableException e) {
            setAside(raw, DeadLetterCode.of(e), e.getMessage(), context);
            return;
        }
        String fault = fault(event);
        if (fault != null) {
            setAside(raw, DeadLetterCode.INVALID_FIELD, fault, context);
        } else if (!InputTime.usable(event.getOccurredAt(), raw.recordTime)) {
            setAside(
                    raw,
                    DeadLetterCode.TIME_OUT_OF_RANGE,
                    "occurredAt %d is before 2000 or more than a day after the record time %d"
                            .formatted(event.getOccurredAt(), raw.recordTime),
                    context);
        } else if (bearsOnCounts(event.getType())) {
            out.collect(
                    GroupInput.of(event, InputTime.counted(event.getOccurredAt(), raw.recordTime)));
        }
    }

    private static boolean bearsOnCounts(String type) {
        return switch (type) {
            case "renamed", "role_granted", "role_withdrawn" -> false;
            default -> true;
        };
    }

    private static String fault(GroupEvent event) {
        if (unusable(event.getEventId())) {
            return "eventId must have 1 to 256 characters";
        }
        if (unusable(event.getGroupId())) {
            return "groupId must have 1 to 256 characters";
        }
        return switch (event.getType()) {
            case "created", "renamed", "closed" -> null;
            case "category_set" ->
                    event.getCategory() == null ? "category_set needs a category" : null;
            case "joined", "left", "removed", "role_granted", "role_withdrawn" ->
                    unusable(event.getUserId())
                            ? event.getType() + " needs a userId of 1 to 256 characters"
                            : null;
            default ->
                    "type "
                            + event.getType()
                            + " is unknown; known are created, renamed, category_set, joined,"
                            + " left, removed, role_granted, role_withdrawn, closed";
        };
    }

    private static boolean unusable(String id) {
        return id == null || id.isEmpty() || id.length() > MAX_ID_LENGTH;
    }

    private void setAside(RawRecord raw, DeadLetterCode code, String reason, Context context) {
        context.output(
                ActivityNames.DEAD_LETTERS,
                deadLetters.of(raw, code, reason, context.timerService().currentProcessingTime()));
    }
}
