package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Names that savepoints and dashboards depend on: uids (also the operators' names), state
 * descriptors, output tags. Never renamed, never reused.
 */
public final class ActivityNames {

    public static final String JOB = "activity";

    public static final String VERDICT_SOURCE = "verdict-source";
    public static final String EVENT_SOURCE = "event-source";
    public static final String DECISION_SOURCE = "decision-source";
    public static final String POLICY_SOURCE = "policy-source";

    public static final String VERDICT_DECODE = "verdict-decode";
    public static final String EVENT_DECODE = "event-decode";
    public static final String DECISION_DECODE = "decision-decode";
    public static final String POLICY_DECODE = "policy-decode";
    public static final String VERDICT_INPUT = "verdict-input";
    public static final String POLICY_TABLES = "policy-tables";
    public static final String GROUP_ACTIVITY = "group-activity";

    public static final String ACTIVITY_SINK = "activity-sink";
    public static final String GRADE_SINK = "grade-sink";
    public static final String LATE_SINK = "late-sink";
    public static final String DEAD_LETTER_SINK = "dead-letter-sink";

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));
    public static final OutputTag<GradeOutput> GRADES =
            new OutputTag<>("grades", TypeInformation.of(GradeOutput.class));
    public static final OutputTag<LateActivity> LATE =
            new OutputTag<>("late", new AvroTypeInfo<>(LateActivity.class));

    /** The output of the group-activity operator. */
    static final TypeInformation<GroupActivity> ACTIVITY = new AvroTypeInfo<>(GroupActivity.class);

    private static final TypeInformation<byte[]> BYTES =
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    /** Up to when the group's values are final; of earlier builds, read no more, only cleared. */
    static final ValueStateDescriptor<Long> FRONTIER =
            new ValueStateDescriptor<>("frontier", Types.LONG);

    /** What came for minutes that are open, in order of arrival. */
    static final ListStateDescriptor<byte[]> ARRIVALS =
            new ListStateDescriptor<>("arrivals", BYTES);

    /** The ring of minutes where it is too long to lie in the profile. */
    static final ValueStateDescriptor<byte[]> MINUTES =
            new ValueStateDescriptor<>("minutes", BYTES);

    /** The ring of hours, likewise. */
    static final ValueStateDescriptor<byte[]> HOURS = new ValueStateDescriptor<>("hours", BYTES);

    /** Flagged and refused messages that a window still holds, by the message's hash. */
    static final MapStateDescriptor<Long, byte[]> JUDGED =
            new MapStateDescriptor<>("judged", Types.LONG, BYTES);

    /** Decisions on verdicts that have not come yet, by the message's hash. */
    static final MapStateDescriptor<Long, byte[]> DECISIONS =
            new MapStateDescriptor<>("decisions", Types.LONG, BYTES);

    /** When each member joined, by the user's hash. */
    static final MapStateDescriptor<Long, Long> MEMBERS =
            new MapStateDescriptor<>("members", Types.LONG, Types.LONG);

    /** When those who left in the last days did, by the user's hash. */
    static final MapStateDescriptor<Long, Long> DEPARTED =
            new MapStateDescriptor<>("departed", Types.LONG, Types.LONG);

    /** The profile: frontier, category, grade, baseline and history, and rings while short. */
    static final ValueStateDescriptor<byte[]> GROUP = new ValueStateDescriptor<>("group", BYTES);

    private ActivityNames() {}
}
