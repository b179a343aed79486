package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.KafkaEndpoints;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The credit job's sources and sinks in Kafka. Without a savepoint every source begins with the
 * oldest record: a ledger that begins in the middle is none.
 */
final class CreditTopics {

    private final KafkaEndpoints kafka;

    CreditTopics(JobConfiguration configuration) {
        kafka = new KafkaEndpoints(configuration, configuration.get(CreditOptions.GROUP_ID));
    }

    CreditPipeline.Inputs inputs(StreamExecutionEnvironment env) {
        return new CreditPipeline.Inputs(
                kafka.stream(
                        env,
                        Topic.VERDICT,
                        VerdictWatermarks.strategy(),
                        CreditNames.VERDICT_SOURCE),
                kafka.stream(
                        env,
                        Topic.REVIEW_DECISION,
                        NeverHoldsBack.strategy(),
                        CreditNames.DECISION_SOURCE),
                kafka.stream(
                        env,
                        Topic.ACCOUNT_STATUS,
                        NeverHoldsBack.strategy(),
                        CreditNames.ACCOUNT_SOURCE),
                kafka.stream(
                        env,
                        Topic.POLICY_STATUS,
                        NeverHoldsBack.strategy(),
                        CreditNames.POLICY_STATUS_SOURCE));
    }

    void attach(CreditPipeline.Outputs outputs) {
        kafka.writeExactlyOnce(
                outputs.entries(),
                Topic.USER_CREDIT_ENTRY,
                CreditEntry::getUserId,
                CreditNames.ENTRY_SINK);
        kafka.writeExactlyOnce(
                outputs.credits(), Topic.USER_CREDIT, new CreditRouting(), CreditNames.CREDIT_SINK);
        kafka.writeDeadLetters(
                outputs.deadLetters(), Topic.CREDIT_DEAD_LETTER, CreditNames.DEAD_LETTER_SINK);
    }

    /** The end of an account is a null value. */
    private static final class CreditRouting implements KafkaEndpoints.Routing<CreditOutput> {

        private static final long serialVersionUID = 1L;

        @Override
        public SpecificRecord part(CreditOutput output) {
            return output.credit;
        }

        @Override
        public String key(CreditOutput output) {
            return output.userId;
        }
    }
}
