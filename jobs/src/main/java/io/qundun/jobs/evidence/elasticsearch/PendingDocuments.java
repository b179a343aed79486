package io.qundun.jobs.evidence.elasticsearch;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;

/** Documents that wait to be sent, those that failed at the head. For the mailbox thread. */
final class PendingDocuments implements RequestBuffer<DocumentOperation> {

    /**
     * Not a document, for it has no source: adding it changes nothing. The base class looks for
     * something to send only when an element is written or a request ends, so the writer writes
     * this one when it is time to send for another reason.
     */
    static final DocumentOperation NUDGE =
            new DocumentOperation(
                    "",
                    "",
                    DocumentOperation.NO_VERSION,
                    DocumentOperation.Type.INDEX,
                    new byte[0],
                    null);

    private final Deque<RequestEntryWrapper<DocumentOperation>> waiting = new ArrayDeque<>();
    private long bytes;

    @Override
    public void add(RequestEntryWrapper<DocumentOperation> entry, boolean first) {
        if (entry.getRequestEntry().source() == null) {
            return;
        }
        if (first) {
            waiting.addFirst(entry);
        } else {
            waiting.addLast(entry);
        }
        bytes += entry.getSize();
    }

    /** Puts documents back before all others, in their order. */
    void putBack(List<DocumentOperation> documents) {
        for (int i = documents.size() - 1; i >= 0; i--) {
            DocumentOperation document = documents.get(i);
            add(new RequestEntryWrapper<>(document, ElasticsearchWriter.sizeOf(document)), true);
        }
    }

    @Override
    public RequestEntryWrapper<DocumentOperation> poll() {
        RequestEntryWrapper<DocumentOperation> entry = waiting.poll();
        if (entry != null) {
            bytes -= entry.getSize();
        }
        return entry;
    }

    @Override
    public RequestEntryWrapper<DocumentOperation> peek() {
        return waiting.peek();
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public int size() {
        return waiting.size();
    }

    @Override
    public Collection<RequestEntryWrapper<DocumentOperation>> getBufferedState() {
        return Collections.unmodifiableCollection(waiting);
    }

    @Override
    public long totalSizeInBytes() {
        return bytes;
    }
}
