package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.jobs.moderation.state.KeyedInput;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.Topic;
import io.qundun.udfs.decision.GroupFacts;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds to a message what is known of its group: the grade as last received, suspension as of the
 * message. State lives from a group's first grade or measure to its tombstone.
 */
final class GroupContextFunction extends KeyedProcessFunction<String, KeyedInput, KeyedInput> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<GroupGrade> grade;
    private transient ValueState<EnforcementState> measures;

    @Override
    public void open(OpenContext context) {
        grade = getRuntimeContext().getState(ModerationNames.GRADE);
        measures = getRuntimeContext().getState(ModerationNames.GROUP_MEASURES);
    }

    @Override
    public void processElement(KeyedInput input, Context context, Collector<KeyedInput> out)
            throws Exception {
        if (input.candidate != null) {
            Candidate candidate = input.candidate;
            candidate.group = groupOf(candidate.eventTime);
            out.collect(KeyedInput.of(candidate.senderId, candidate));
        } else if (input.grade != null) {
            GroupGrade known = grade.value();
            if (known == null || known.getEffectiveFrom() <= input.grade.getEffectiveFrom()) {
                grade.update(input.grade);
            }
        } else if (input.enforcement != null) {
            EnforcementState known = measures.value();
            if (known == null || known.getSequence() <= input.enforcement.getSequence()) {
                measures.update(input.enforcement);
            }
        } else if (Topic.GROUP_GRADE.topicName().equals(input.ended)) {
            grade.clear();
        } else {
            measures.clear();
        }
    }

    private GroupContext groupOf(long time) throws Exception {
        GroupGrade known = grade.value();
        EnforcementState state = measures.value();
        if (known == null && state == null) {
            return null;
        }
        boolean suspended = Measures.inForce(state, Measures.SUSPEND, time);
        return known == null
                ? new GroupContext(GroupFacts.NEUTRAL.grade(), "", "", 0, suspended)
                : new GroupContext(
                        known.getGrade(),
                        known.getFormulaVersion(),
                        known.getCategory(),
                        known.getMembers(),
                        suspended);
    }
}
