package io.qundun.jobs.runtime.verdict;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UndecodableException;
import io.qundun.schemas.WireFormat;
import java.util.Arrays;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of one partition of the verdict topic: the least of what the writers of moderation's
 * latest run have said in their heartbeats, once all of them have said something. It never goes
 * back; a run that starts again earlier repeats verdicts, whose ids are known.
 *
 * <p>Not a field of checkpoints: after a restart the watermark begins anew, so whoever must
 * remember what was final keeps that in state.
 */
public final class VerdictWatermarks implements WatermarkGenerator<RawRecord> {

    private final WireFormat format = WireFormat.of(Topic.VERDICT);

    private long run = Long.MIN_VALUE;
    private long[] watermarks = {};
    private int unheard;

    private VerdictWatermarks() {}

    /** As a strategy for a source of {@link Topic#VERDICT}, one generator a partition. */
    public static WatermarkStrategy<RawRecord> strategy() {
        return context -> new VerdictWatermarks();
    }

    @Override
    public void onEvent(RawRecord event, long timestamp, WatermarkOutput output) {
        if (!format.isOf(Heartbeat.getClassSchema(), event.value)) {
            return;
        }
        try {
            heard((Heartbeat) format.decode(event.value), output);
        } catch (UndecodableException e) {
            // The decoder behind the source makes a dead letter of it.
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}

    private void heard(Heartbeat heartbeat, WatermarkOutput output) {
        int writers = heartbeat.getWriters();
        int writer = heartbeat.getWriter();
        if (heartbeat.getRun() < run || writer < 0 || writer >= writers) {
            return;
        }
        if (heartbeat.getRun() > run || watermarks.length != writers) {
            run = heartbeat.getRun();
            watermarks = new long[writers];
            Arrays.fill(watermarks, Long.MIN_VALUE);
            unheard = writers;
        }
        if (watermarks[writer] == Long.MIN_VALUE) {
            unheard--;
        }
        watermarks[writer] = Math.max(watermarks[writer], heartbeat.getWatermark());
        if (unheard > 0) {
            return;
        }
        long least = Long.MAX_VALUE;
        for (long watermark : watermarks) {
            least = Math.min(least, watermark);
        }
        output.emitWatermark(new Watermark(least));
    }
}
