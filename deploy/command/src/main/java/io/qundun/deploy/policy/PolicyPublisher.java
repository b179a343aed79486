package io.qundun.deploy.policy;

import io.qundun.deploy.QundunException;
import io.qundun.schemas.PolicyFilePart;
import io.qundun.schemas.PolicyFileReference;
import io.qundun.schemas.PolicyRelease;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import io.qundun.udfs.policy.PolicyFiles;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes releases of policy packs: first the content of every file in pieces, then, when Kafka has
 * them all, the manifest that names them. Files that were published before are written again, so
 * that everything a release needs lies before it, whatever compaction removes. Not thread-safe.
 */
public final class PolicyPublisher implements AutoCloseable {

    /** Largest piece of a file in bytes; the topic takes records of twice that. */
    static final int PART_BYTES = 512 << 10;

    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final WireFormat format = WireFormat.of(Topic.POLICY_RELEASE);

    PolicyPublisher(Producer<byte[], byte[]> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /**
     * A publisher of its own connection, which {@link #close} ends.
     *
     * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
     */
    public static PolicyPublisher connect(Properties kafka, Clock clock) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(Topic.POLICY_RELEASE.maxMessageBytes()));
        return new PolicyPublisher(
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer()),
                clock);
    }

    /**
     * Publishes a pack.
     *
     * @param effectiveIn how far ahead of now the release takes effect; a few seconds let every
     *     part of the pipeline know it before then
     * @param publisher a role or account, not a person's name
     * @return what was published
     * @throws QundunException when Kafka does not take it; nothing is in effect then
     */
    public PolicyRelease publish(PolicyPack pack, Duration effectiveIn, String publisher) {
        PolicyFiles files = pack.files();
        List<Future<RecordMetadata>> parts = new ArrayList<>();
        List<PolicyFileReference> references = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (String path : files.paths()) {
            byte[] content = files.bytes(path);
            String sha256 = files.sha256(path);
            int count = Math.max(1, (content.length + PART_BYTES - 1) / PART_BYTES);
            references.add(new PolicyFileReference(path, sha256, (long) content.length, count));
            if (!written.add(sha256)) {
                continue; // two files of the same content
            }
            for (int part = 0; part < count; part++) {
                int from = part * PART_BYTES;
                int length = Math.min(PART_BYTES, content.length - from);
                parts.add(
                        send(
                                "part/" + sha256 + "/" + part,
                                new PolicyFilePart(
                                        sha256,
                                        part,
                                        count,
                                        ByteBuffer.wrap(content, from, length))));
            }
        }
        parts.forEach(PolicyPublisher::await);

        long now = clock.millis();
        PolicyRelease release =
                PolicyRelease.newBuilder()
                        .setPackId(pack.compiled().id())
                        .setVersion(pack.compiled().version())
                        .setHash(files.hash())
                        .setEffectiveFrom(now + effectiveIn.toMillis())
                        .setPublishedAt(now)
                        .setPublisher(publisher)
                        .setFiles(references)
                        .build();
        await(send("release/" + release.getPackId() + "/" + release.getVersion(), release));
        return release;
    }

    private Future<RecordMetadata> send(String key, SpecificRecord value) {
        return producer.send(
                new ProducerRecord<>(
                        Topic.POLICY_RELEASE.topicName(),
                        WireFormat.key(key),
                        format.encode(value)));
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new QundunException(
                    Topic.POLICY_RELEASE.topicName()
                            + " does not take the release: "
                            + e.getCause().getMessage()
                            + " (was qundun topics apply run?)",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QundunException("interrupted while the release was being written", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
