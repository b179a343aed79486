package io.qundun.deploy.backend;

import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reviewer to look at (人工复核): overturns the verdicts that flagged certain senders, some time
 * after they were reached. {@link #run} belongs to one thread.
 */
public final class Reviewer implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reviewer.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> verdicts;
    private final KafkaProducer<byte[], byte[]> decisions;
    private final Predicate<String> wronged;
    private final Duration ponders;
    private final Clock clock;
    private final WireFormat verdictFormat = WireFormat.of(Topic.VERDICT);
    private final WireFormat decisionFormat = WireFormat.of(Topic.REVIEW_DECISION);
    private final Queue<Pondered> waiting = new ArrayDeque<>();
    private final Set<String> decided = new HashSet<>();
    private final AtomicLong overturned = new AtomicLong();
    private volatile boolean closed;

    private record Pondered(long dueAt, Verdict verdict) {}

    /**
     * @param clientConfiguration at least {@code bootstrap.servers}
     * @param wronged senders, by id, whose flagged messages are let pass
     * @param ponders how long a decision takes
     */
    public Reviewer(
            Map<String, Object> clientConfiguration,
            Predicate<String> wronged,
            Duration ponders,
            Clock clock) {
        this.wronged = wronged;
        this.ponders = ponders;
        this.clock = clock;
        Map<String, Object> consuming = new HashMap<>(clientConfiguration);
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        verdicts =
                new KafkaConsumer<>(
                        consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Map<String, Object> producing = new HashMap<>(clientConfiguration);
        producing.put(ProducerConfig.ACKS_CONFIG, "all");
        decisions =
                new KafkaProducer<>(
                        producing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void run() {
        try (verdicts;
                decisions) {
            String topic = Topic.VERDICT.topicName();
            List<TopicPartition> partitions =
                    verdicts.partitionsFor(topic).stream()
                            .map(found -> new TopicPartition(topic, found.partition()))
                            .toList();
            verdicts.assign(partitions);
            verdicts.seekToBeginning(partitions);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : verdicts.poll(POLL)) {
                    consider(record);
                }
                while (!waiting.isEmpty() && waiting.peek().dueAt() <= clock.millis()) {
                    overturn(waiting.remove().verdict());
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void consider(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (verdictFormat.decode(record.value()) instanceof Verdict verdict
                    && wronged.test(verdict.getSenderId())
                    && isFlagged(verdict)
                    && decided.add(verdict.getVerdictId())) {
                waiting.add(new Pondered(clock.millis() + ponders.toMillis(), verdict));
            }
        } catch (UndecodableException e) {
            LOG.warn(
                    "{}-{}@{} is no verdict: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private static boolean isFlagged(Verdict verdict) {
        return verdict.getAction().equals("remove") || verdict.getAction().equals("review");
    }

    private void overturn(Verdict verdict) {
        ReviewDecision decision =
                ReviewDecision.newBuilder()
                        .setDecisionId("decision-" + verdict.getVerdictId())
                        .setSubjectType("verdict")
                        .setSubjectId(verdict.getVerdictId())
                        .setMessageId(verdict.getMessageId())
                        .setGroupId(verdict.getGroupId())
                        .setUserId(verdict.getSenderId())
                        .setOutcome("overturned")
                        .setReason("引用他人广告以提醒群友 / quoted to warn others")
                        .setDecidedBy("sample-reviewer")
                        .setDecidedAt(clock.millis())
                        .build();
        Future<RecordMetadata> unused =
                decisions.send(
                        new ProducerRecord<>(
                                Topic.REVIEW_DECISION.topicName(),
                                WireFormat.key(decision.getSubjectId()),
                                decisionFormat.encode(decision)),
                        (metadata, failure) -> {
                            if (failure == null) {
                                overturned.incrementAndGet();
                            } else if (!closed) {
                                LOG.error(
                                        "decision {} not written",
                                        decision.getDecisionId(),
                                        failure);
                            }
                        });
    }

    /** Decisions that have reached Kafka. */
    public long overturned() {
        return overturned.get();
    }

    /** Ends {@link #run}. */
    @Override
    public void close() {
        closed = true;
        verdicts.wakeup();
    }
}
