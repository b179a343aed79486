package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.CheckedDecodeFunction;
import io.qundun.jobs.runtime.InputTime;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.Topic;

/** Decodes and checks group events; those that bear on no count are left out here. */
final class GroupEventDecodeFunction extends CheckedDecodeFunction<GroupEvent, GroupInput> {

    private static final long serialVersionUID = 1L;

    private static final int MAX_ID_LENGTH = 256;

    GroupEventDecodeFunction() {
        super(
                ActivityNames.JOB,
                Topic.GROUP_EVENT,
                GroupEvent.class,
                "occurredAt",
                ActivityNames.DEAD_LETTERS);
    }

    @Override
    protected boolean concerns(GroupEvent event) {
        return true;
    }

    @Override
    protected String fault(GroupEvent event) {
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

    @Override
    protected long timeOf(GroupEvent event) {
        return event.getOccurredAt();
    }

    @Override
    protected GroupInput input(GroupEvent event, RawRecord raw) {
        return switch (event.getType()) {
            case "renamed", "role_granted", "role_withdrawn" -> null;
            default ->
                    GroupInput.of(event, InputTime.counted(event.getOccurredAt(), raw.recordTime));
        };
    }
}
