package io.qundun.jobs.runtime.chat;

import io.qundun.jobs.runtime.RawRecord;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Watermarks of a source beside chat: idle from the beginning, so that chat alone drives time. */
public final class NeverHoldsBack implements WatermarkGenerator<RawRecord> {

    private NeverHoldsBack() {}

    /** As a strategy. */
    public static WatermarkStrategy<RawRecord> strategy() {
        return context -> new NeverHoldsBack();
    }

    @Override
    public void onEvent(RawRecord event, long timestamp, WatermarkOutput output) {
        output.markIdle();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.markIdle();
    }
}
