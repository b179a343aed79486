package io.qundun.jobs.runtime;

import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A Kafka record as it came. Decoding happens in the job, so that bytes which are no record become
 * a dead letter instead of a crash loop. Treat it as immutable once built.
 */
@TypeInfo(RawRecordSerializer.Factory.class)
public final class RawRecord {

    /** Topic. */
    public String topic;

    /** Partition. */
    public int partition;

    /** Offset. */
    public long offset;

    /** The broker's time of the record, epoch milliseconds. */
    public long recordTime;

    /** Key, or null. */
    public byte[] key;

    /** Value, or null for a tombstone. */
    public byte[] value;

    /** For Flink. */
    public RawRecord() {}

    /** A record with all its parts. */
    public RawRecord(
            String topic, int partition, long offset, long recordTime, byte[] key, byte[] value) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.recordTime = recordTime;
        this.key = key;
        this.value = value;
    }

    /** As consumed. */
    public static RawRecord of(ConsumerRecord<byte[], byte[]> consumed) {
        return new RawRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                consumed.timestamp(),
                consumed.key(),
                consumed.value());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecord that
                && topic.equals(that.topic)
                && partition == that.partition
                && offset == that.offset
                && recordTime == that.recordTime
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset) * 31 + partition;
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
