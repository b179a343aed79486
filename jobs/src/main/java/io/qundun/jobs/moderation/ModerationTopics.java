package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.KafkaEndpoints;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.chat.ChatSource;
import io.qundun.jobs.runtime.chat.EventTimePolicy;
import io.qundun.jobs.runtime.chat.NeverHoldsBack;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.Evidence;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Topic;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The moderation job's sources and sinks in Kafka. */
final class ModerationTopics {

    private static final List<Topic> CONTEXT =
            List.of(
                    Topic.ACCOUNT_STATUS,
                    Topic.USER_CREDIT,
                    Topic.GROUP_GRADE,
                    Topic.ENFORCEMENT_STATE,
                    Topic.GROUP_EVENT);

    private static final String ANSWER_MILLIS = "20000";

    private final JobConfiguration configuration;
    private final KafkaEndpoints kafka;

    ModerationTopics(JobConfiguration configuration) {
        this.configuration = configuration;
        this.kafka =
                new KafkaEndpoints(configuration, configuration.get(ModerationOptions.GROUP_ID));
    }

    ModerationPipeline.Settings settings() throws Exception {
        return new ModerationPipeline.Settings(
                configuration.get(ModerationOptions.CLASSIFIER),
                configuration.get(ModerationOptions.UNKNOWN_HOLD).toMillis(),
                configuration.get(ModerationOptions.UNKNOWN_MAX_HELD),
                configuration.get(ModerationOptions.HEARTBEAT_INTERVAL).toMillis(),
                verdictPartitions(),
                System.currentTimeMillis());
    }

    private int verdictPartitions() throws ConfigurationException, InterruptedException {
        String topic = Topic.VERDICT.topicName();
        Properties client = kafka.client();
        client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        try (Admin admin = Admin.create(client)) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw unusable(topic + " cannot be looked up", e.getCause());
        } catch (KafkaException e) {
            throw unusable("no client can be made", e.getCause() == null ? e : e.getCause());
        }
    }

    private ConfigurationException unusable(String what, Throwable cause) {
        return new ConfigurationException(
                what
                        + " at bootstrap.servers "
                        + configuration.get(CommonOptions.BOOTSTRAP_SERVERS)
                        + ": "
                        + cause.getMessage()
                        + " (are the address and kafka.* right, and was qundun topics apply run?)",
                cause);
    }

    ModerationPipeline.Inputs inputs(StreamExecutionEnvironment env) {
        DataStream<RawRecord> context = null;
        for (Topic topic : CONTEXT) {
            DataStream<RawRecord> source = contextSource(env, topic, uidOf(topic));
            context = context == null ? source : context.union(source);
        }
        return new ModerationPipeline.Inputs(
                chat(env),
                contextSource(env, Topic.POLICY_RELEASE, ModerationNames.POLICY_SOURCE),
                context);
    }

    // The connector's own signature takes the deprecated class.
    @SuppressWarnings("deprecation")
    private DataStream<RawRecord> chat(StreamExecutionEnvironment env) {
        OffsetsInitializer start =
                switch (configuration.get(ModerationOptions.CHAT_START)) {
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case LATEST -> OffsetsInitializer.latest();
                    case COMMITTED ->
                            OffsetsInitializer.committedOffsets(
                                    org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST);
                };
        List<Topic> known = new java.util.ArrayList<>(CONTEXT);
        known.add(Topic.POLICY_RELEASE);
        ChatSource source =
                new ChatSource(
                        kafka.source(Topic.CHAT_MESSAGE, start),
                        kafka.client(),
                        Topic.CHAT_MESSAGE.topicName(),
                        new KafkaStartGate(kafka.client(), kafka.groupId(), known),
                        new EventTimePolicy(
                                configuration.get(ModerationOptions.DISORDER),
                                configuration.get(ModerationOptions.SILENCE),
                                configuration.get(ModerationOptions.CLOCK)));
        return env.fromSource(
                        source,
                        WatermarkStrategy.noWatermarks(),
                        ModerationNames.CHAT_SOURCE,
                        TypeInformation.of(RawRecord.class))
                .uid(ModerationNames.CHAT_SOURCE);
    }

    private DataStream<RawRecord> contextSource(
            StreamExecutionEnvironment env, Topic topic, String uid) {
        return kafka.stream(env, topic, NeverHoldsBack.strategy(), uid);
    }

    private static String uidOf(Topic topic) {
        return switch (topic) {
            case ACCOUNT_STATUS -> ModerationNames.ACCOUNT_SOURCE;
            case USER_CREDIT -> ModerationNames.CREDIT_SOURCE;
            case GROUP_GRADE -> ModerationNames.GRADE_SOURCE;
            case ENFORCEMENT_STATE -> ModerationNames.ENFORCEMENT_SOURCE;
            case GROUP_EVENT -> ModerationNames.GROUP_EVENT_SOURCE;
            default -> throw new IllegalArgumentException(topic + " is no context topic");
        };
    }

    void attach(ModerationPipeline.Outputs outputs) {
        outputs.verdicts()
                .sinkTo(kafka.sink(Topic.VERDICT, new VerdictRouting()))
                .name(ModerationNames.VERDICT_SINK)
                .uid(ModerationNames.VERDICT_SINK);
        sink(
                outputs.commands(),
                Topic.MESSAGE_COMMAND,
                EnforcementCommand::getSubjectId,
                ModerationNames.COMMAND_SINK);
        sink(
                outputs.reviews(),
                Topic.REVIEW_TASK,
                ReviewTask::getSubjectId,
                ModerationNames.REVIEW_SINK);
        sink(
                outputs.evidence(),
                Topic.EVIDENCE,
                (Evidence evidence) -> evidence.getVerdict().getMessageId(),
                ModerationNames.EVIDENCE_SINK);
        sink(
                outputs.policyStatus(),
                Topic.POLICY_STATUS,
                (PolicyStatus status) -> status.getPackId() + "/" + status.getVersion(),
                ModerationNames.POLICY_STATUS_SINK);
        sink(
                outputs.deadLetters(),
                Topic.MODERATION_DEAD_LETTER,
                DeadLetter::getDeadLetterId,
                ModerationNames.DEAD_LETTER_SINK);
    }

    private <T extends SpecificRecord> void sink(
            DataStream<T> stream, Topic topic, KafkaEndpoints.KeyOf<T> key, String uid) {
        stream.sinkTo(kafka.sink(topic, key)).name(uid).uid(uid);
    }

    private static final class VerdictRouting implements KafkaEndpoints.Routing<VerdictOutput> {

        private static final long serialVersionUID = 1L;

        @Override
        public SpecificRecord part(VerdictOutput value) {
            return value.part();
        }

        @Override
        public String key(VerdictOutput value) {
            return value.verdict != null ? value.verdict.getGroupId() : "heartbeat";
        }

        @Override
        public Integer partition(VerdictOutput value, int partitions) {
            return value.verdict != null ? null : value.partition;
        }
    }
}
