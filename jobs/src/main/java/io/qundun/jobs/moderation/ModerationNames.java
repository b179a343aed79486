package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.HeldMessage;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.jobs.moderation.state.Membership;
import io.qundun.jobs.moderation.state.MessageReference;
import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.RefusedMessage;
import io.qundun.jobs.moderation.state.SenderState;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.PolicyFilePart;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewTask;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Names that savepoints and dashboards depend on: uids (also the operators' names), state
 * descriptors, output tags. Never renamed, never reused.
 */
public final class ModerationNames {

    public static final String JOB = "moderation";

    public static final String CHAT_SOURCE = "chat-source";
    public static final String POLICY_SOURCE = "policy-source";
    public static final String ACCOUNT_SOURCE = "account-source";
    public static final String CREDIT_SOURCE = "credit-source";
    public static final String GRADE_SOURCE = "grade-source";
    public static final String ENFORCEMENT_SOURCE = "enforcement-source";
    public static final String GROUP_EVENT_SOURCE = "group-event-source";

    public static final String POLICY_RELEASE = "policy-release";
    public static final String ANALYSIS = "analysis";
    public static final String CONTEXT_DECODE = "context-decode";
    public static final String GROUP_CONTEXT = "group-context";
    public static final String SENDER_DECISION = "sender-decision";
    public static final String HEARTBEAT = "heartbeat";

    public static final String VERDICT_SINK = "verdict-sink";
    public static final String COMMAND_SINK = "command-sink";
    public static final String REVIEW_SINK = "review-sink";
    public static final String EVIDENCE_SINK = "evidence-sink";
    public static final String POLICY_STATUS_SINK = "policy-status-sink";
    public static final String DEAD_LETTER_SINK = "dead-letter-sink";

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));
    public static final OutputTag<PolicyStatus> POLICY_STATUS =
            new OutputTag<>("policy-status", new AvroTypeInfo<>(PolicyStatus.class));
    public static final OutputTag<KeyedInput> GROUP_CONTEXTS =
            new OutputTag<>("group-contexts", TypeInformation.of(KeyedInput.class));
    public static final OutputTag<EnforcementCommand> COMMANDS =
            new OutputTag<>("commands", new AvroTypeInfo<>(EnforcementCommand.class));
    public static final OutputTag<ReviewTask> REVIEWS =
            new OutputTag<>("reviews", new AvroTypeInfo<>(ReviewTask.class));
    public static final OutputTag<Evidence> EVIDENCE =
            new OutputTag<>("evidence", new AvroTypeInfo<>(Evidence.class));

    /** Broadcast: accepted releases by version. */
    public static final MapStateDescriptor<Long, PolicyBundle> POLICIES =
            new MapStateDescriptor<>(
                    "policies", Types.LONG, TypeInformation.of(PolicyBundle.class));

    static final ListStateDescriptor<PolicyBundle> ACCEPTED =
            new ListStateDescriptor<>("accepted", TypeInformation.of(PolicyBundle.class));
    static final ListStateDescriptor<PolicyFilePart> PARTS =
            new ListStateDescriptor<>("parts", new AvroTypeInfo<>(PolicyFilePart.class));

    static final ValueStateDescriptor<GroupGrade> GRADE =
            new ValueStateDescriptor<>("grade", new AvroTypeInfo<>(GroupGrade.class));
    static final ValueStateDescriptor<EnforcementState> GROUP_MEASURES =
            new ValueStateDescriptor<>(
                    "group-measures", new AvroTypeInfo<>(EnforcementState.class));

    static final ValueStateDescriptor<SenderState> SENDER =
            new ValueStateDescriptor<>("sender", TypeInformation.of(SenderState.class));
    static final ValueStateDescriptor<RecentActivity> ACTIVITY =
            new ValueStateDescriptor<>("activity", TypeInformation.of(RecentActivity.class));
    static final MapStateDescriptor<String, Membership> MEMBERSHIPS =
            new MapStateDescriptor<>(
                    "memberships", Types.STRING, TypeInformation.of(Membership.class));
    static final ListStateDescriptor<HeldMessage> HELD =
            new ListStateDescriptor<>("held", TypeInformation.of(HeldMessage.class));
    static final ListStateDescriptor<RefusedMessage> REFUSED =
            new ListStateDescriptor<>("refused", TypeInformation.of(RefusedMessage.class));
    static final ListStateDescriptor<MessageReference> PUBLISHED =
            new ListStateDescriptor<>("published", TypeInformation.of(MessageReference.class));
    static final ListStateDescriptor<Long> HELD_COUNT =
            new ListStateDescriptor<>("held-count", Types.LONG);

    private ModerationNames() {}
}
