package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.KafkaEndpoints;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import io.qundun.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The activity job's sources and sinks in Kafka. */
final class ActivityTopics {

    private final KafkaEndpoints kafka;

    ActivityTopics(JobConfiguration configuration) {
        this.kafka = new KafkaEndpoints(configuration, configuration.get(ActivityOptions.GROUP_ID));
    }

    ActivityPipeline.Inputs inputs(StreamExecutionEnvironment env) {
        return new ActivityPipeline.Inputs(
                kafka.stream(
                        env,
                        Topic.VERDICT,
                        VerdictWatermarks.strategy(),
                        ActivityNames.VERDICT_SOURCE),
                beside(env, Topic.GROUP_EVENT, ActivityNames.EVENT_SOURCE),
                beside(env, Topic.REVIEW_DECISION, ActivityNames.DECISION_SOURCE),
                beside(env, Topic.POLICY_STATUS, ActivityNames.POLICY_SOURCE));
    }

    private DataStream<RawRecord> beside(StreamExecutionEnvironment env, Topic topic, String uid) {
        return kafka.stream(env, topic, NeverHoldsBack.strategy(), uid);
    }

    void attach(ActivityPipeline.Outputs outputs) {
        kafka.writeExactlyOnce(
                outputs.activity(),
                Topic.GROUP_ACTIVITY,
                GroupActivity::getGroupId,
                ActivityNames.ACTIVITY_SINK);
        kafka.writeExactlyOnce(
                outputs.grades(), Topic.GROUP_GRADE, new GradeRouting(), ActivityNames.GRADE_SINK);
        kafka.writeExactlyOnce(
                outputs.late(),
                Topic.GROUP_ACTIVITY_LATE,
                LateActivity::getGroupId,
                ActivityNames.LATE_SINK);
        kafka.writeDeadLetters(
                outputs.deadLetters(), Topic.ACTIVITY_DEAD_LETTER, ActivityNames.DEAD_LETTER_SINK);
    }

    /** The end of a group is a null value. */
    private static final class GradeRouting implements KafkaEndpoints.Routing<GradeOutput> {

        private static final long serialVersionUID = 1L;

        @Override
        public SpecificRecord part(GradeOutput value) {
            return value.grade;
        }

        @Override
        public String key(GradeOutput value) {
            return value.groupId;
        }
    }
}
