package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.ElasticsearchEndpoint;
import io.qundun.jobs.evidence.elasticsearch.ElasticsearchSink;
import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import io.qundun.jobs.runtime.JobEnvironment;
import io.qundun.jobs.runtime.KafkaEndpoints;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Topic;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Evidence, what is decided about users and groups, and dead letters, into Elasticsearch. */
public final class EvidenceJob {

    private static final int BAD_USAGE = 2;

    private EvidenceJob() {}

    /** Parses, builds, executes. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            build(env, JobConfiguration.parse(args, EvidenceOptions.all()));
        } catch (ConfigurationException e) {
            System.err.println("evidence: " + e.getMessage());
            System.exit(BAD_USAGE);
        }
        env.execute(EvidenceNames.JOB);
    }

    /** Adds the job, as configured, to an environment. */
    public static void build(StreamExecutionEnvironment env, JobConfiguration settings)
            throws ConfigurationException {
        JobEnvironment.configure(EvidenceNames.JOB, env, settings, CheckpointingMode.AT_LEAST_ONCE);
        ElasticsearchEndpoint endpoint = EvidenceOptions.endpoint(settings);
        KafkaEndpoints kafka = new KafkaEndpoints(settings, EvidenceNames.CONSUMER_GROUP);
        KafkaSink<DeadLetter> deadLetters =
                kafka.sink(Topic.EVIDENCE_DEAD_LETTER, DeadLetter::getDeadLetterId);
        OffsetsInitializer start = start();
        EvidencePipeline.build(
                env,
                new EvidencePipeline.Inputs(
                        kafka.source(Topic.EVIDENCE, start),
                        kafka.source(HistoryDocumentFunction.TOPICS, start),
                        kafka.source(DeadLetterDocumentFunction.TOPICS, start)),
                new EvidencePipeline.Indices(
                        index(endpoint, EvidenceNames.EVIDENCE_TEMPLATES, deadLetters),
                        index(endpoint, EvidenceNames.HISTORY_TEMPLATES, deadLetters),
                        index(endpoint, EvidenceNames.DEAD_LETTER_TEMPLATES, deadLetters)),
                deadLetters);
    }

    private static ElasticsearchSink index(
            ElasticsearchEndpoint endpoint, List<String> templates, KafkaSink<DeadLetter> refused) {
        return new ElasticsearchSink(endpoint, templates, refused, EvidenceNames.JOB);
    }

    /**
     * A job that is given no state goes on where the consumer group was; a first one begins at the
     * beginning. What is read twice is indexed to the same effect.
     */
    @SuppressWarnings("deprecation") // The connector takes no other type yet.
    private static OffsetsInitializer start() {
        return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    }
}
