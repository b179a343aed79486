package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.Verdict;
import io.qundun.schemas.WireFormat;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts verdicts from a place in the topic on, heartbeats not among them. Each record's timestamp
 * is when Kafka appended it.
 */
final class VerdictCount implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireFormat format = WireFormat.of(Topic.VERDICT);
    private final Taker taker;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Takes each verdict. */
    @FunctionalInterface
    interface Taker {
        /**
         * One verdict.
         *
         * @param appendedAt epoch milliseconds
         */
        void take(Verdict verdict, long appendedAt);
    }

    VerdictCount(BenchStack stack, Map<TopicPartition, Long> from, Taker taker) {
        this.taker = taker;
        consumer = stack.consumer();
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
    }

    /**
     * Reads on until there are so many.
     *
     * @param goOn asked when nothing more has come for a while; false gives up
     */
    void await(long expected, BooleanSupplier goOn) {
        while (count < expected) {
            int read = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read++;
                note(record);
            }
            if (read == 0 && !goOn.getAsBoolean()) {
                return;
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        Object decoded;
        try {
            decoded = format.decode(record.value());
        } catch (UndecodableException e) {
            throw new QundunException("a verdict cannot be decoded: " + e.getMessage(), e);
        }
        if (decoded instanceof Heartbeat) {
            return;
        }
        count++;
        first = Math.min(first, record.timestamp());
        last = Math.max(last, record.timestamp());
        taker.take((Verdict) decoded, record.timestamp());
    }

    long count() {
        return count;
    }

    /** From the first verdict appended to the last, in seconds. */
    double seconds() {
        return (last - first) / 1e3;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
