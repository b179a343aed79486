package io.qundun.jobs.activity.state;

import io.qundun.jobs.runtime.verdict.Breach;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.ReviewDecision;
import java.util.ArrayList;
import java.util.List;

/**
 * What concerns one group: a verdict, an event or a decision. In no state. Treat it as immutable
 * once built.
 */
public final class GroupInput {

    /** {@link #kind} of a verdict. */
    public static final byte VERDICT = 0;

    /** {@link #kind} of a group event. */
    public static final byte EVENT = 1;

    /** {@link #kind} of a review decision. */
    public static final byte DECISION = 2;

    /** Which of the three. */
    public byte kind;

    /** The group. */
    public String groupId;

    /** verdictId, eventId or decisionId. */
    public String id;

    /** When it happened, epoch milliseconds. */
    public long time;

    /** The message that was judged or decided on; null for an event. */
    public String messageId;

    /** Sender, or the account that an event concerns; may be null. */
    public String userId;

    /** A verdict's action, an event's type, a decision's outcome. */
    public String what;

    /** The version of the policy that judged; 0 for others. */
    public long policyVersion;

    /** The verdict that a verdict takes back or a decision is about; may be null. */
    public String about;

    /** Categories of a flagged message, distinct; empty for others. */
    public List<String> categories = List.of();

    /** The group's category, for created and category_set; may be null. */
    public String groupCategory;

    /** For Flink. */
    public GroupInput() {}

    /** Of a verdict. */
    public static GroupInput of(JudgedMessage judged) {
        GroupInput input = new GroupInput();
        input.kind = VERDICT;
        input.groupId = judged.groupId;
        input.id = judged.verdictId;
        input.time = judged.eventTime;
        input.messageId = judged.messageId;
        input.userId = judged.senderId;
        input.what = judged.action;
        input.policyVersion = judged.policyVersion;
        input.about = judged.reverses;
        if (judged.isFlagged() && !judged.breaches.isEmpty()) {
            List<String> categories = new ArrayList<>(judged.breaches.size());
            for (Breach breach : judged.breaches) {
                if (!categories.contains(breach.category)) {
                    categories.add(breach.category);
                }
            }
            input.categories = categories;
        }
        return input;
    }

    /**
     * Of a group event.
     *
     * @param time when it counts
     */
    public static GroupInput of(GroupEvent event, long time) {
        GroupInput input = new GroupInput();
        input.kind = EVENT;
        input.groupId = event.getGroupId();
        input.id = event.getEventId();
        input.time = time;
        input.userId = event.getUserId();
        input.what = event.getType();
        input.groupCategory = event.getCategory();
        return input;
    }

    /** Of a decision on a verdict that names its group and message. */
    public static GroupInput of(ReviewDecision decision) {
        GroupInput input = new GroupInput();
        input.kind = DECISION;
        input.groupId = decision.getGroupId();
        input.id = decision.getDecisionId();
        input.time = decision.getDecidedAt();
        input.messageId = decision.getMessageId();
        input.userId = decision.getUserId();
        input.what = decision.getOutcome();
        input.about = decision.getSubjectId();
        return input;
    }
}
