package io.qundun.jobs.evidence.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.connector.base.sink.writer.Batch;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.BasicRequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.BasicResultInfo;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.junit.jupiter.api.Test;

class SendGateTest {

    private static final RequestInfo REQUEST = new BasicRequestInfo(1);

    private final PendingDocuments pending = new PendingDocuments();
    private long now = 1_000;
    private final SendGate gate =
            new SendGate(pending, Samples.endpoint("http://localhost:1", 10), () -> now, () -> 0.5);

    private void add(int documents) {
        for (int n = 0; n < documents; n++) {
            DocumentOperation document = Samples.document(n);
            pending.add(
                    new RequestEntryWrapper<>(document, ElasticsearchWriter.sizeOf(document)),
                    false);
        }
    }

    @Test
    void letsSoManyRequestsOut() {
        assertThat(gate.shouldBlock(REQUEST)).isFalse();
        gate.registerInFlightRequest(REQUEST);
        assertThat(gate.shouldBlock(REQUEST)).isFalse();
        gate.registerInFlightRequest(REQUEST);
        assertThat(gate.shouldBlock(REQUEST)).isTrue();
        gate.registerCompletedRequest(new BasicResultInfo(0, 1));
        assertThat(gate.shouldBlock(REQUEST)).isFalse();
    }

    @Test
    void closesAfterAFailureAndThenLetsOneAtATimeOut() {
        gate.failed(now);
        assertThat(gate.closedUntil()).isEqualTo(now + 7);
        assertThat(gate.shouldBlock(REQUEST)).isTrue();

        now = gate.closedUntil();
        assertThat(gate.shouldBlock(REQUEST)).isFalse();
        gate.registerInFlightRequest(REQUEST);
        assertThat(gate.shouldBlock(REQUEST)).isTrue();

        gate.registerCompletedRequest(new BasicResultInfo(0, 1));
        gate.succeeded();
        gate.registerInFlightRequest(REQUEST);
        assertThat(gate.shouldBlock(REQUEST)).isFalse();
    }

    @Test
    void requestsThatWereUnderWayTogetherCountAsOneFailure() {
        long sent = now;
        now += 100;
        gate.failed(sent);
        gate.failed(sent);
        assertThat(gate.failures()).isEqualTo(1);

        now += 100;
        gate.failed(now);
        assertThat(gate.failures()).isEqualTo(2);
    }

    @Test
    void waitsForAFullBatchUnlessSomethingLingers() {
        add(3);
        assertThat(gate.getMaxBatchSize()).isEqualTo(4);
        gate.lingered();
        assertThat(gate.getMaxBatchSize()).isEqualTo(3);
        gate.drained();
        assertThat(gate.getMaxBatchSize()).isEqualTo(4);
    }

    @Test
    void sendsWhenTheBytesFillARequest() {
        DocumentOperation large = Samples.document(0, "x".repeat(900));
        pending.add(new RequestEntryWrapper<>(large, ElasticsearchWriter.sizeOf(large)), false);

        assertThat(gate.getMaxBatchSize()).isEqualTo(1);
    }

    @Test
    void halvesRequestsUntilTheCulpritStandsAlone() {
        add(4);
        gate.refused(4);
        assertThat(gate.getMaxBatchSize()).isEqualTo(2);
        gate.refused(2);
        assertThat(gate.getMaxBatchSize()).isEqualTo(1);
        gate.refused(1);
        assertThat(gate.getMaxBatchSize()).isEqualTo(1);
        gate.succeeded();
        assertThat(gate.getMaxBatchSize()).isEqualTo(2);
    }

    @Test
    void batchesAreCutByBytesAndALargeDocumentGoesAlone() {
        BulkBatches batches = new BulkBatches(gate, 1_000);
        for (DocumentOperation document :
                new DocumentOperation[] {
                    Samples.document(1, "x".repeat(500)),
                    Samples.document(2, "x".repeat(500)),
                    Samples.document(3, "x".repeat(1_900)),
                    Samples.document(4, "x")
                }) {
            pending.add(
                    new RequestEntryWrapper<>(document, ElasticsearchWriter.sizeOf(document)),
                    false);
        }

        assertThat(next(batches).getBatchEntries()).extracting("id").containsExactly("id-1");
        assertThat(next(batches).getBatchEntries()).extracting("id").containsExactly("id-2");
        assertThat(next(batches).getBatchEntries()).extracting("id").containsExactly("id-3");
        assertThat(next(batches).getBatchEntries()).extracting("id").containsExactly("id-4");
        assertThat(pending.totalSizeInBytes()).isZero();
        assertThat(next(batches).getBatchEntries()).isEmpty();
    }

    private Batch<DocumentOperation> next(BulkBatches batches) {
        return batches.createNextBatch(new BasicRequestInfo(4), pending);
    }
}
