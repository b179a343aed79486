package io.qundun.jobs.runtime.chat;

import io.qundun.jobs.runtime.RawRecord;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The chat topic as a source that begins when its {@link StartGate} opens and emits its own
 * watermarks by its {@link EventTimePolicy}. Use it with {@code WatermarkStrategy.noWatermarks()}.
 */
public final class ChatSource
        implements Source<RawRecord, KafkaPartitionSplit, ChatEnumeratorState> {

    private static final long serialVersionUID = 1L;

    private final KafkaSource<RawRecord> kafka;
    private final Properties client;
    private final String topic;
    private final StartGate gate;
    private final EventTimePolicy policy;

    /**
     * Around a Kafka source.
     *
     * @param client settings of the plain client that asks for the topic's end
     */
    public ChatSource(
            KafkaSource<RawRecord> kafka,
            Properties client,
            String topic,
            StartGate gate,
            EventTimePolicy policy) {
        this.kafka = kafka;
        this.client = client;
        this.topic = topic;
        this.gate = gate;
        this.policy = policy;
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return new ChatReader(kafka.createReader(context), policy, System::currentTimeMillis);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, ChatEnumeratorState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
        return new ChatEnumerator(
                kafka.createEnumerator(context), context, gate, client, topic, policy, false);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, ChatEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, ChatEnumeratorState state)
            throws Exception {
        return new ChatEnumerator(
                kafka.restoreEnumerator(context, state.kafka()),
                context,
                gate,
                client,
                topic,
                policy,
                state.everOpened());
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<ChatEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new ChatEnumeratorState.Serializer(kafka.getEnumeratorCheckpointSerializer());
    }
}
