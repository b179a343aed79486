package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.KafkaEndpoints;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.jobs.runtime.verdict.VerdictWatermarks;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
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
                        Topic.POLICY_STATUS,
                        NeverHoldsBack.strategy(),
                        CreditNames.POLICY_STATUS_SOURCE));
    }

    void attach(CreditPipeline.Outputs outputs) {
        outputs.entries()
                .sinkTo(kafka.exactlyOnceSink(Topic.USER_CREDIT_ENTRY, CreditEntry::getUserId))
                .name(CreditNames.ENTRY_SINK)
                .uid(CreditNames.ENTRY_SINK);
        outputs.credits()
                .sinkTo(kafka.exactlyOnceSink(Topic.USER_CREDIT, UserCredit::getUserId))
                .name(CreditNames.CREDIT_SINK)
                .uid(CreditNames.CREDIT_SINK);
        outputs.deadLetters()
                .sinkTo(kafka.sink(Topic.CREDIT_DEAD_LETTER, DeadLetter::getDeadLetterId))
                .name(CreditNames.DEAD_LETTER_SINK)
                .uid(CreditNames.DEAD_LETTER_SINK);
    }
}
