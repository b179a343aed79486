package io.qundun.jobs.runtime.chat;

import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What the broker said of the chat topic.
 *
 * @param endOffsets by partition as {@code topic-partition}: the offset that the next record gets
 * @param newestRecordTime the newest record time in the topic, epoch milliseconds; {@link
 *     Long#MIN_VALUE} when it is empty or was not asked for
 * @param wallTime the JobManager's clock, epoch milliseconds
 */
record LogTail(Map<String, Long> endOffsets, long newestRecordTime, long wallTime)
        implements SourceEvent {

    private static final long serialVersionUID = 1L;
}
