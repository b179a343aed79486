package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.KafkaEndpoints;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The enforcement job's sources and sinks in Kafka. */
final class EnforcementTopics {

    private final KafkaEndpoints kafka;

    EnforcementTopics(JobConfiguration configuration) {
        this.kafka =
                new KafkaEndpoints(configuration, configuration.get(EnforcementOptions.GROUP_ID));
    }

    EnforcementPipeline.Inputs inputs(StreamExecutionEnvironment env) {
        return new EnforcementPipeline.Inputs(
                kafka.stream(
                        env,
                        Topic.VERDICT,
                        VerdictWatermarks.strategy(),
                        EnforcementNames.VERDICT_SOURCE),
                beside(env, Topic.USER_CREDIT, EnforcementNames.CREDIT_SOURCE)
                        .union(
                                beside(env, Topic.GROUP_ACTIVITY, EnforcementNames.ACTIVITY_SOURCE),
                                beside(
                                        env,
                                        Topic.REVIEW_DECISION,
                                        EnforcementNames.DECISION_SOURCE),
                                beside(env, Topic.COMMAND_ACK, EnforcementNames.ACK_SOURCE)),
                beside(env, Topic.POLICY_STATUS, EnforcementNames.POLICY_STATUS_SOURCE));
    }

    private DataStream<RawRecord> beside(StreamExecutionEnvironment env, Topic topic, String uid) {
        return kafka.stream(env, topic, NeverHoldsBack.strategy(), uid);
    }

    void attach(EnforcementPipeline.Outputs outputs) {
        kafka.writeExactlyOnce(
                outputs.commands(),
                Topic.MEASURE_COMMAND,
                EnforcementCommand::getSubjectId,
                EnforcementNames.COMMAND_SINK);
        kafka.writeExactlyOnce(
                outputs.states(),
                Topic.ENFORCEMENT_STATE,
                new StateRouting(),
                EnforcementNames.STATE_SINK);
        kafka.writeExactlyOnce(
                outputs.reviews(),
                Topic.REVIEW_TASK,
                ReviewTask::getSubjectId,
                EnforcementNames.REVIEW_SINK);
        kafka.writeDeadLetters(
                outputs.deadLetters(),
                Topic.ENFORCEMENT_DEAD_LETTER,
                EnforcementNames.DEAD_LETTER_SINK);
    }

    private static final class StateRouting implements KafkaEndpoints.Routing<StateChange> {

        private static final long serialVersionUID = 1L;

        @Override
        public SpecificRecord part(StateChange change) {
            return change.state;
        }

        @Override
        public String key(StateChange change) {
            return change.subject;
        }
    }
}
