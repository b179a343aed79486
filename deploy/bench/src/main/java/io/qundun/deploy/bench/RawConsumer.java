package io.qundun.deploy.bench;

import io.qundun.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** How fast the chat topic can be read at all: its values are touched, nothing is decoded. */
final class RawConsumer {

    private static final int THREADS = 2;
    private static final Duration POLL = Duration.ofMillis(100);

    private final BenchStack stack;

    RawConsumer(BenchStack stack) {
        this.stack = stack;
    }

    /** Reads the topic from end to end; the clock runs from when both threads are connected. */
    Measurement run(int round, long messages) throws InterruptedException {
        List<TopicPartition> all = new ArrayList<>(stack.ends(Topic.CHAT_MESSAGE).keySet());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier connected = new CyclicBarrier(THREADS + 1);
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                List<TopicPartition> own = new ArrayList<>();
                for (int p = i; p < all.size(); p += THREADS) {
                    own.add(all.get(p));
                }
                readers.add(threads.submit(() -> read(own, connected)));
            }
            connected.await();
            Cost before = Cost.soFar(stack.kafkaPid());
            long start = System.nanoTime();
            long read = 0;
            for (Future<Long> reader : readers) {
                read += reader.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (read != messages) {
                throw new IllegalStateException(
                        "read " + read + " of " + messages + " messages of the chat topic");
            }
            return new Measurement(
                    Variant.RAW, round, read, seconds, Cost.soFar(stack.kafkaPid()).since(before));
        } catch (ExecutionException | java.util.concurrent.BrokenBarrierException e) {
            throw new IllegalStateException("the chat topic cannot be read", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Long read(List<TopicPartition> partitions, CyclicBarrier connected) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = stack.consumer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long left = 0;
            for (long end : consumer.endOffsets(partitions).values()) {
                left += end;
            }
            for (TopicPartition partition : partitions) {
                left -= consumer.position(partition);
            }
            long expected = left;
            long touched = 0;
            connected.await();
            while (left > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    byte[] value = record.value();
                    for (byte b : value) {
                        touched += b;
                    }
                    left--;
                }
            }
            // So that no compiler finds that nobody wanted to know.
            return touched == Long.MIN_VALUE ? -1 : expected;
        }
    }
}
