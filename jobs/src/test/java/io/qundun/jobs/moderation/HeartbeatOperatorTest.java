package io.qundun.jobs.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.moderation.state.VerdictOutput;
import io.qundun.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatOperatorTest {

    private static final long RUN = 99;
    private static final int PARTITIONS = 3;
    private static final long INTERVAL = 1_000;

    private OneInputStreamOperatorTestHarness<VerdictOutput, VerdictOutput> harness;
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new HeartbeatOperator(RUN, PARTITIONS, INTERVAL), 4, 2, 1);
        harness.setup(
                TypeInformation.of(VerdictOutput.class)
                        .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
        harness.setProcessingTime(10_000);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void writesTheWatermarkIntoEveryPartition() throws Exception {
        harness.processWatermark(500);

        assertThat(heartbeats()).containsExactly("500→0", "500→1", "500→2");
        VerdictOutput first = harness.extractOutputValues().get(0);
        assertThat(first.heartbeat.getRun()).isEqualTo(RUN);
        assertThat(first.heartbeat.getWriter()).isEqualTo(1);
        assertThat(first.heartbeat.getWriters()).isEqualTo(2);
        assertThat(first.part()).isSameAs(first.heartbeat);
    }

    @Test
    void writesAtMostOnceAnIntervalAndFlushesTheLast() throws Exception {
        harness.processWatermark(1);
        harness.processWatermark(2);
        harness.processWatermark(3);
        assertThat(heartbeats()).hasSize(PARTITIONS);

        harness.setProcessingTime(10_000 + INTERVAL - 1);
        assertThat(heartbeats()).hasSize(PARTITIONS);
        harness.setProcessingTime(10_000 + INTERVAL);

        assertThat(heartbeats()).containsExactly("1→0", "1→1", "1→2", "3→0", "3→1", "3→2");
        harness.setProcessingTime(10_000 + 5 * INTERVAL);
        assertThat(heartbeats()).as("nothing new, nothing written").hasSize(2 * PARTITIONS);
        harness.processWatermark(4);
        assertThat(heartbeats()).as("the interval is over").hasSize(3 * PARTITIONS);
    }

    @Test
    void comesBehindTheVerdictsBeforeItAndPassesTheWatermarkOn() throws Exception {
        harness.processElement(new StreamRecord<>(VerdictOutput.of(verdict("a"))));
        harness.processWatermark(7);
        harness.processElement(new StreamRecord<>(VerdictOutput.of(verdict("b"))));

        List<String> order = new ArrayList<>();
        for (Object each : harness.getOutput()) {
            if (each instanceof Watermark watermark) {
                order.add("watermark " + watermark.getTimestamp());
            } else if (((StreamRecord<?>) each).getValue() instanceof VerdictOutput output) {
                order.add(output.verdict == null ? "heartbeat" : output.verdict.getVerdictId());
            }
        }
        assertThat(order)
                .containsExactly("a", "watermark 7", "heartbeat", "heartbeat", "heartbeat", "b");
    }

    @Test
    void theEndOfInputIsNotTheEndOfTime() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
        harness.setProcessingTime(10_000 + INTERVAL);

        assertThat(heartbeats()).isEmpty();
        assertThat(harness.getOutput()).containsExactly(Watermark.MAX_WATERMARK);
    }

    private static Verdict verdict(String id) {
        Verdict verdict = new Verdict();
        verdict.setVerdictId(id);
        return verdict;
    }

    private List<String> heartbeats() {
        written.clear();
        for (VerdictOutput output : harness.extractOutputValues()) {
            if (output.heartbeat != null) {
                written.add(output.heartbeat.getWatermark() + "→" + output.partition);
            }
        }
        return written;
    }
}
