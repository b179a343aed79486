package io.qundun.jobs.runtime.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.Heartbeat;
import io.qundun.schemas.Topic;
import io.qundun.schemas.WireFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class VerdictWatermarksTest {

    private final WireFormat format = WireFormat.of(Topic.VERDICT);
    private final WatermarkGenerator<RawRecord> generator =
            VerdictWatermarks.strategy().createWatermarkGenerator(null);
    private final List<Long> emitted = new ArrayList<>();
    private final WatermarkOutput output =
            new WatermarkOutput() {
                @Override
                public void emitWatermark(Watermark watermark) {
                    emitted.add(watermark.getTimestamp());
                }

                @Override
                public void markIdle() {
                    throw new AssertionError("a partition with heartbeats is not idle");
                }

                @Override
                public void markActive() {}
            };

    private void heard(long run, int writer, int writers, long watermark) {
        record(format.encode(new Heartbeat(run, writer, writers, watermark)));
    }

    private void record(byte[] value) {
        generator.onEvent(
                new RawRecord(Topic.VERDICT.topicName(), 0, 0, 0, null, value), 0, output);
    }

    @Test
    void isTheLeastOfAllWritersOnceAllWereHeard() {
        heard(1, 0, 2, 100);
        assertThat(emitted).isEmpty();
        heard(1, 1, 2, 70);
        heard(1, 1, 2, 120);
        assertThat(emitted).containsExactly(70L, 100L);
    }

    @Test
    void aLaterRunBeginsAnewWithItsOwnWriters() {
        heard(1, 0, 1, 100);
        heard(2, 0, 3, 90);
        heard(2, 1, 3, 130);
        heard(1, 0, 1, 500); // a straggler of the run before
        assertThat(emitted).containsExactly(100L);
        heard(2, 2, 3, 120);
        assertThat(emitted).endsWith(90L);
    }

    @Test
    void aWriterThatRepeatsItselfDoesNotGoBack() {
        heard(1, 0, 1, 100);
        heard(1, 0, 1, 80);
        assertThat(emitted).containsExactly(100L, 100L);
    }

    @Test
    void whatIsNoHeartbeatSaysNothing() {
        record(null);
        record(new byte[] {1, 2, 3});
        byte[] cut = format.encode(new Heartbeat(1L, 0, 1, 100L));
        record(Arrays.copyOf(cut, cut.length - 1));
        heard(1, 5, 2, 100); // no such writer
        heard(1, 0, 0, 100);
        assertThat(emitted).isEmpty();
    }
}
