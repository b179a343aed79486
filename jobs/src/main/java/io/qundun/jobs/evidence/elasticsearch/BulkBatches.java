package io.qundun.jobs.evidence.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.Batch;
import org.apache.flink.connector.base.sink.writer.BatchCreator;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;

/**
 * Cuts bulk requests by documents and by bytes. A document larger than the limit goes alone, so
 * that it cannot block those behind it.
 */
final class BulkBatches implements BatchCreator<DocumentOperation> {

    private final SendGate gate;
    private final long bulkBytes;

    BulkBatches(SendGate gate, long bulkBytes) {
        this.gate = gate;
        this.bulkBytes = bulkBytes;
    }

    @Override
    public Batch<DocumentOperation> createNextBatch(
            RequestInfo request, RequestBuffer<DocumentOperation> pending) {
        int limit = Math.min(request.getBatchSize(), pending.size());
        List<DocumentOperation> batch = new ArrayList<>(limit);
        long bytes = 0;
        while (batch.size() < limit) {
            long next = pending.peek().getSize();
            if (!batch.isEmpty() && bytes + next > bulkBytes) {
                break;
            }
            RequestEntryWrapper<DocumentOperation> entry = pending.poll();
            batch.add(entry.getRequestEntry());
            bytes += next;
        }
        if (pending.isEmpty()) {
            gate.drained();
        }
        return new Batch<>(batch, bytes);
    }
}
