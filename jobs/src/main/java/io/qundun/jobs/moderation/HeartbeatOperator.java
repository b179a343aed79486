package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.schemas.Heartbeat;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes the watermark into every partition of the verdict topic, at most once an interval, behind
 * all verdicts that this subtask wrote before. Chained to the sink, so that one producer keeps the
 * order. That is how jobs downstream learn that time passes in silence.
 */
final class HeartbeatOperator extends AbstractStreamOperator<VerdictOutput>
        implements OneInputStreamOperator<VerdictOutput, VerdictOutput> {

    private static final long serialVersionUID = 1L;

    private final long run;
    private final int partitions;
    private final long intervalMillis;

    private transient StreamRecord<VerdictOutput> element;
    private transient long pending;
    private transient long written;
    private transient long nextAt;
    private transient boolean scheduled;
    private transient ScheduledFuture<?> timer;

    /**
     * For one run of the job.
     *
     * @param run grows with every start of the job
     * @param partitions of the verdict topic
     */
    HeartbeatOperator(long run, int partitions, long intervalMillis) {
        this.run = run;
        this.partitions = partitions;
        this.intervalMillis = intervalMillis;
    }

    @Override
    public void open() throws Exception {
        super.open();
        element = new StreamRecord<>(null);
        pending = Long.MIN_VALUE;
        written = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<VerdictOutput> verdict) {
        output.collect(verdict);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        super.processWatermark(mark);
        if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
            // The end of a drained run is not the end of time: the next run goes on, and what it
            // writes must not be late to the jobs downstream.
            return;
        }
        pending = mark.getTimestamp();
        long now = getProcessingTimeService().getCurrentProcessingTime();
        if (now >= nextAt) {
            write(now);
        } else if (!scheduled) {
            scheduled = true;
            timer = getProcessingTimeService().registerTimer(nextAt, this::onTimer);
        }
    }

    @Override
    public void close() throws Exception {
        if (timer != null) {
            timer.cancel(false);
        }
        super.close();
    }

    private void onTimer(long now) {
        scheduled = false;
        write(now);
    }

    private void write(long now) {
        if (pending == written) {
            return;
        }
        written = pending;
        nextAt = now + intervalMillis;
        Heartbeat heartbeat =
                new Heartbeat(
                        run,
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                        pending);
        for (int partition = 0; partition < partitions; partition++) {
            output.collect(element.replace(VerdictOutput.of(heartbeat, partition)));
        }
    }
}
