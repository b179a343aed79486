package io.qundun.deploy.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qundun.deploy.CommandLineRun;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.schemas.GroupContext;
import io.qundun.schemas.Origin;
import io.qundun.schemas.PolicyStamp;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sample reviewer, against a real Kafka. */
class ReviewerTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PONDERS = Duration.ofMinutes(5);
    private static final long START = 1_750_000_000_000L;

    private final String run = UUID.randomUUID().toString();
    private final String wronged = "wronged-" + run;
    private final String last = "last-" + run;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final SettableClock clock = new SettableClock();

    @BeforeAll
    static void apply() {
        assertThat(
                        CommandLineRun.of(
                                        "topics",
                                        "apply",
                                        "--bootstrap",
                                        SERVERS.kafka().bootstrapServers(),
                                        "--replication-factor",
                                        "1")
                                .status())
                .isZero();
    }

    @Test
    void overturnsEachFlaggedVerdictOfTheWrongedOnceAndInItsTime() throws Exception {
        WireFormat format = WireFormat.of(Topic.VERDICT);
        write(format.encode(verdict("removed", wronged, "remove")));
        write(format.encode(verdict("removed", wronged, "remove")));
        write(format.encode(verdict("reviewed", wronged, "review")));
        write(format.encode(verdict("allowed", wronged, "allow")));
        write(format.encode(verdict("refused", wronged, "refuse")));
        write(format.encode(verdict("other", "other-" + run, "remove")));
        write(new byte[] {1, 2, 3});
        write(format.encode(verdict("end", last, "allow")));

        Reviewer reviewer =
                new Reviewer(
                        Map.of("bootstrap.servers", SERVERS.kafka().bootstrapServers()),
                        sender -> {
                            seen.add(sender);
                            return sender.equals(wronged);
                        },
                        PONDERS,
                        clock);
        Thread thread = new Thread(reviewer, "reviewer");
        thread.start();
        try {
            await().atMost(LIMIT).until(() -> seen.contains(last));
            clock.millis.addAndGet(PONDERS.toMillis() - 1);
            assertThat(reviewer.overturned()).as("still pondering").isZero();
            clock.millis.addAndGet(1);
            await().atMost(LIMIT).until(() -> reviewer.overturned() == 2);
        } finally {
            reviewer.close();
            thread.join(LIMIT.toMillis());
        }

        assertThat(thread.isAlive()).isFalse();
        List<ReviewDecision> decisions = decisions();
        assertThat(decisions)
                .extracting(ReviewDecision::getSubjectId)
                .containsExactlyInAnyOrder("removed-" + run, "reviewed-" + run);
        for (ReviewDecision decision : decisions) {
            assertThat(decision.getSubjectType()).isEqualTo("verdict");
            assertThat(decision.getOutcome()).isEqualTo("overturned");
            assertThat(decision.getUserId()).isEqualTo(wronged);
            assertThat(decision.getGroupId()).isEqualTo("g");
            assertThat(decision.getMessageId()).isNotEmpty();
            assertThat(decision.getDecidedAt()).isEqualTo(START + PONDERS.toMillis());
        }
    }

    private Verdict verdict(String id, String sender, String action) {
        return Verdict.newBuilder()
                .setVerdictId(id + "-" + run)
                .setMessageId("message-" + id)
                .setGroupId("g")
                .setSenderId(sender)
                .setKind("text")
                .setEventTime(START)
                .setRecordTime(START)
                .setAction(action)
                .setPolicy(new PolicyStamp("p", 1L, "", "", ""))
                .setSender(new SenderContext("verified", 3, "", "member", false, false, 0, 0, 0))
                .setGroup(new GroupContext(3, "", "", 0, false))
                .setOrigin(new Origin("chat.message.v1", 0, 0L))
                .setDecidedAt(START)
                .build();
    }

    /** All into one partition, so that they are read in this order. */
    private void write(byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        SERVERS.kafkaProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.VERDICT.topicName(), 0, null, value)).get();
        }
    }

    /** Of this run. */
    private List<ReviewDecision> decisions() throws Exception {
        WireFormat format = WireFormat.of(Topic.REVIEW_DECISION);
        List<ReviewDecision> decisions = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        SERVERS.kafkaProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topic.REVIEW_DECISION.topicName()).stream()
                            .map(each -> new TopicPartition(each.topic(), each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    ReviewDecision decision = (ReviewDecision) format.decode(record.value());
                    if (wronged.equals(decision.getUserId())) {
                        decisions.add(decision);
                    }
                }
            }
        }
        return decisions;
    }

    private static final class SettableClock extends Clock {

        private final AtomicLong millis = new AtomicLong(START);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    }
}
