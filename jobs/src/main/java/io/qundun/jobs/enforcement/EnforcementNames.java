package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.FlaggedMessage;
import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.enforcement.state.SubjectState;
import io.qundun.schemas.DeadLetter;
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
public final class EnforcementNames {

    public static final String JOB = "enforcement";

    public static final String VERDICT_SOURCE = "verdict-source";
    public static final String CREDIT_SOURCE = "credit-source";
    public static final String ACTIVITY_SOURCE = "activity-source";
    public static final String DECISION_SOURCE = "decision-source";
    public static final String ACK_SOURCE = "ack-source";
    public static final String POLICY_STATUS_SOURCE = "policy-status-source";

    public static final String VERDICT_DECODE = "verdict-decode";
    public static final String VERDICT_SIGNALS = "verdict-signals";
    public static final String SIDE_INPUT_DECODE = "side-input-decode";
    public static final String POLICY_STATUS_DECODE = "policy-status-decode";
    public static final String RELEASED_TABLES = "released-tables";
    public static final String MEASURES = "measures";

    public static final String COMMAND_SINK = "command-sink";
    public static final String STATE_SINK = "state-sink";
    public static final String REVIEW_SINK = "review-sink";
    public static final String DEAD_LETTER_SINK = "dead-letter-sink";

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));
    public static final OutputTag<StateChange> STATES =
            new OutputTag<>("states", TypeInformation.of(StateChange.class));
    public static final OutputTag<ReviewTask> REVIEWS =
            new OutputTag<>("reviews", new AvroTypeInfo<>(ReviewTask.class));

    static final ValueStateDescriptor<SubjectState> SUBJECT =
            new ValueStateDescriptor<>("subject", TypeInformation.of(SubjectState.class));
    static final ListStateDescriptor<Signal> PENDING =
            new ListStateDescriptor<>("pending", TypeInformation.of(Signal.class));

    /** Flagged messages of a group, by verdict. */
    static final MapStateDescriptor<String, FlaggedMessage> FLAGGED =
            new MapStateDescriptor<>(
                    "flagged", Types.STRING, TypeInformation.of(FlaggedMessage.class));

    private EnforcementNames() {}
}
