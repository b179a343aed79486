package io.qundun.jobs.evidence.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends documents in bulk requests and sees to each one's {@link Outcome}.
 *
 * <p>The base class waits inside the mailbox thread in three places, and while it waits no
 * checkpoint begins; with Elasticsearch away it would wait until it is back. So:
 *
 * <ul>
 *   <li>A checkpoint does not wait for requests that are under way. Their documents go into the
 *       state beside those that wait; after a restore they are sent again, which does no harm.
 *   <li>Its flush timer is set to never; the writer's own timers send what has lingered, and what
 *       has backed off, only as far as the {@link SendGate} is open.
 *   <li>When its buffer is full it does not wait for room. The writer holds each further document
 *       back for a bounded time ({@link #holdMillis}), then takes it: the source slows down to a
 *       trickle, between whose records checkpoints begin. An outage of a day adds some 40,000
 *       documents to a full buffer.
 * </ul>
 */
final class ElasticsearchWriter extends AsyncSinkWriter<DocumentOperation, DocumentOperation> {

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);

    /** Longest time for which one document is held back, and a checkpoint with it. */
    static final long LONGEST_HOLD_MILLIS = 2_000;

    private static final long HOLD_STEP_MILLIS = 20;

    private static final long OVERHEAD_BYTES = 160;

    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timers;
    private final ElasticsearchEndpoint endpoint;
    private final BulkRequests requests;
    private final PendingDocuments pending;
    private final SendGate gate;
    private final RefusedDocuments refused;
    private final Set<InFlight> inFlight = new LinkedHashSet<>();
    private final IdentityHashMap<DocumentOperation, Integer> faults = new IdentityHashMap<>();
    private final Counter indexed;
    private final Counter superseded;
    private final Counter retried;
    private final Counter refusals;
    private int inFlightDocuments;
    private int misconfigurations;
    private int wholeRefusals;
    private boolean lingering;
    private boolean closed;

    /** A request under way. Equality is identity. */
    private static final class InFlight {
        private final List<DocumentOperation> documents;
        private final ResultHandler<DocumentOperation> handler;
        private final long sentAt;

        InFlight(
                List<DocumentOperation> documents,
                ResultHandler<DocumentOperation> handler,
                long sentAt) {
            this.documents = documents;
            this.handler = handler;
            this.sentAt = sentAt;
        }
    }

    static ElasticsearchWriter create(
            ElementConverter<DocumentOperation, DocumentOperation> converter,
            WriterInitContext context,
            ElasticsearchEndpoint endpoint,
            List<String> templates,
            RefusedDocuments refused,
            Collection<BufferedRequestState<DocumentOperation>> recovered)
            throws IOException {
        PendingDocuments pending = new PendingDocuments();
        ProcessingTimeService timers = context.getProcessingTimeService();
        SendGate gate =
                new SendGate(
                        pending,
                        endpoint,
                        timers::getCurrentProcessingTime,
                        () -> ThreadLocalRandom.current().nextDouble());
        ElasticsearchAsyncClient client = endpoint.connect();
        return new ElasticsearchWriter(
                converter,
                context,
                endpoint,
                new BulkRequests(client, templates),
                pending,
                gate,
                refused,
                recovered);
    }

    private ElasticsearchWriter(
            ElementConverter<DocumentOperation, DocumentOperation> converter,
            WriterInitContext context,
            ElasticsearchEndpoint endpoint,
            BulkRequests requests,
            PendingDocuments pending,
            SendGate gate,
            RefusedDocuments refused,
            Collection<BufferedRequestState<DocumentOperation>> recovered) {
        super(
                converter,
                context,
                AsyncSinkWriterConfiguration.builder()
                        .setMaxBatchSize(endpoint.bulkDocuments())
                        .setMaxBatchSizeInBytes(Long.MAX_VALUE)
                        .setMaxInFlightRequests(endpoint.maxInFlight())
                        .setMaxBufferedRequests(Integer.MAX_VALUE)
                        .setMaxTimeInBufferMS(ElasticsearchSink.NEVER_MILLIS)
                        .setMaxRecordSizeInBytes(Long.MAX_VALUE)
                        .setRequestTimeoutMS(ElasticsearchSink.NEVER_MILLIS)
                        .setFailOnTimeout(false)
                        .setRateLimitingStrategy(gate)
                        .build(),
                recovered,
                new BulkBatches(gate, endpoint.bulkBytes()),
                pending);
        this.mailbox = context.getMailboxExecutor();
        this.timers = context.getProcessingTimeService();
        this.endpoint = endpoint;
        this.requests = requests;
        this.pending = pending;
        this.gate = gate;
        this.refused = refused;
        MetricGroup metrics = context.metricGroup();
        this.indexed = metrics.counter("documentsIndexed");
        this.superseded = metrics.counter("documentsSuperseded");
        this.retried = metrics.counter("documentsRetried");
        this.refusals = metrics.counter("documentsRefused");
        metrics.gauge("pendingDocuments", pending::size);
        metrics.gauge("pendingBytes", pending::totalSizeInBytes);
        metrics.gauge("inFlightDocuments", () -> inFlightDocuments);
        metrics.gauge("failuresInARow", gate::failures);
        metrics.gauge(
                "backOffMillis",
                () -> Math.max(0, gate.closedUntil() - timers.getCurrentProcessingTime()));
        if (!pending.isEmpty()) {
            linger();
        }
    }

    /** Bytes that a document adds to a request, with the line of metadata before it. */
    static long sizeOf(DocumentOperation document) {
        return document.json().length + OVERHEAD_BYTES;
    }

    @Override
    protected long getSizeInBytes(DocumentOperation document) {
        return sizeOf(document);
    }

    @Override
    public void write(DocumentOperation document, Context context)
            throws IOException, InterruptedException {
        if (document.json().length > endpoint.maxDocumentBytes()) {
            refuse(
                    document,
                    document.json().length
                            + " bytes of JSON, more than the "
                            + endpoint.maxDocumentBytes()
                            + " that the job's configuration allows");
            return;
        }
        hold();
        super.write(document, context);
        if (!lingering) {
            linger();
        }
    }

    /** Waits for room, but not for ever: see the class comment. */
    private void hold() throws InterruptedException {
        if (pending.size() < endpoint.maxPending()) {
            return;
        }
        long hold = holdMillis(pending.size() - endpoint.maxPending());
        long until = timers.getCurrentProcessingTime() + hold;
        // Only so that a mail arrives and yield() returns.
        ScheduledFuture<?> alarm = timers.registerTimer(until, now -> {});
        while (pending.size() >= endpoint.maxPending()
                && timers.getCurrentProcessingTime() < until) {
            mailbox.yield();
        }
        alarm.cancel(false);
    }

    /**
     * How long to hold a document back, in milliseconds.
     *
     * @param excess documents in the buffer beyond its limit
     */
    static long holdMillis(int excess) {
        return Math.min(LONGEST_HOLD_MILLIS, HOLD_STEP_MILLIS * (1L + excess));
    }

    private void linger() {
        lingering = true;
        at(
                timers.getCurrentProcessingTime() + endpoint.linger().toMillis(),
                () -> {
                    lingering = false;
                    if (!pending.isEmpty()) {
                        gate.lingered();
                        sendWhatMayBeSent();
                    }
                });
    }

    /** Timers end with the task; none is ever taken back. */
    private void at(long time, ThrowingRunnable<Exception> action) {
        ScheduledFuture<?> unused = timers.registerTimer(time, now -> action.run());
    }

    private void sendWhatMayBeSent() throws IOException, InterruptedException {
        super.write(PendingDocuments.NUDGE, null);
    }

    /** Sends again when the gate opens. */
    private void wakeUp() {
        at(
                gate.closedUntil(),
                () -> {
                    if (timers.getCurrentProcessingTime() < gate.closedUntil()) {
                        wakeUp();
                    } else {
                        sendWhatMayBeSent();
                    }
                });
    }

    @Override
    protected void submitRequestEntries(
            List<DocumentOperation> documents, ResultHandler<DocumentOperation> handler) {
        InFlight request = new InFlight(documents, handler, timers.getCurrentProcessingTime());
        inFlight.add(request);
        inFlightDocuments += documents.size();
        CompletableFuture<BulkResponse> unused =
                send(documents)
                        .whenComplete(
                                (response, failure) ->
                                        mailbox.execute(
                                                () -> answered(request, response, failure),
                                                "answer of Elasticsearch to a bulk request"));
    }

    private CompletableFuture<BulkResponse> send(List<DocumentOperation> documents) {
        try {
            return requests.send(documents);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(InFlight request, BulkResponse response, Throwable failure)
            throws IOException, InterruptedException {
        if (closed) {
            return;
        }
        // From here to the end of this mail no checkpoint can come between: a document is always
        // under way, waiting, or done with.
        inFlight.remove(request);
        inFlightDocuments -= request.documents.size();
        if (failure != null) {
            failed(request, Outcomes.unwrap(failure));
        } else if (response.items().size() != request.documents.size()) {
            throw new FlinkRuntimeException(
                    "Elasticsearch answered "
                            + response.items().size()
                            + " documents of "
                            + request.documents.size()
                            + ": something between here and there rewrites requests");
        } else {
            wholeRefusals = 0;
            sort(request, response.items());
        }
        request.handler.complete();
    }

    private void sort(InFlight request, List<BulkResponseItem> items)
            throws IOException, InterruptedException {
        List<DocumentOperation> again = null;
        String misconfigured = null;
        for (int i = 0; i < items.size(); i++) {
            BulkResponseItem item = items.get(i);
            DocumentOperation document = request.documents.get(i);
            Outcome outcome = Outcomes.ofItem(item);
            if (outcome == Outcome.FAULT
                    && faults.merge(document, 1, Integer::sum) >= endpoint.maxFaults()) {
                outcome = Outcome.REFUSED;
            }
            switch (outcome) {
                case STORED -> indexed.inc();
                case SUPERSEDED -> superseded.inc();
                case REFUSED -> refuse(document, Outcomes.describe(item));
                case UNAVAILABLE, FAULT, MISCONFIGURED -> {
                    if (again == null) {
                        again = new ArrayList<>();
                        LOG.warn(
                                "Elasticsearch could not take a document for {} now: {}",
                                document.index(),
                                Outcomes.describe(item));
                    }
                    again.add(document);
                    if (outcome == Outcome.MISCONFIGURED) {
                        misconfigured = Outcomes.describe(item);
                    }
                }
            }
            if (outcome != Outcome.FAULT && !faults.isEmpty()) {
                faults.remove(document);
            }
        }
        if (misconfigured != null) {
            misconfigured(misconfigured, null);
        } else {
            misconfigurations = 0;
        }
        if (again == null) {
            gate.succeeded();
        } else {
            tryAgain(again, request.sentAt);
        }
    }

    private void failed(InFlight request, Throwable failure)
            throws IOException, InterruptedException {
        Optional<Outcome> outcome = Outcomes.ofRequest(failure);
        if (outcome.isEmpty()) {
            throw new FlinkRuntimeException(
                    "the Elasticsearch client failed in a way that trying again cannot mend; the"
                            + " job starts again with a fresh one",
                    failure);
        }
        if (outcome.get() == Outcome.REFUSED) {
            refusedWhole(request.documents, failure);
            return;
        }
        LOG.warn(
                "bulk request of {} documents failed, {} failure(s) in a row: {}",
                request.documents.size(),
                gate.failures() + 1,
                describe(failure));
        tryAgain(request.documents, request.sentAt);
        if (outcome.get() == Outcome.MISCONFIGURED) {
            misconfigured(describe(failure), failure);
        }
    }

    private void refusedWhole(List<DocumentOperation> documents, Throwable failure)
            throws IOException, InterruptedException {
        if (documents.size() > 1) {
            pending.putBack(documents);
            gate.refused(documents.size());
            return;
        }
        if (Outcomes.statusOf(failure) == 413) {
            refuse(documents.get(0), describe(failure));
            return;
        }
        // One such request is about its document; many without an answer between are about us.
        wholeRefusals++;
        if (wholeRefusals >= endpoint.maxFaults()) {
            misconfigurations = Math.max(misconfigurations, wholeRefusals - 1);
            misconfigured(describe(failure), failure);
        }
        refuse(documents.get(0), describe(failure));
    }

    private static String describe(Throwable failure) {
        if (failure instanceof ElasticsearchException refusal) {
            return "status " + refusal.status() + ", " + refusal.getMessage();
        }
        return failure.toString();
    }

    private void tryAgain(List<DocumentOperation> documents, long sentAt) {
        pending.putBack(documents);
        gate.lingered();
        retried.inc(documents.size());
        gate.failed(sentAt);
        wakeUp();
    }

    private void misconfigured(String what, Throwable cause) {
        misconfigurations++;
        if (misconfigurations >= endpoint.maxFaults()) {
            throw new FlinkRuntimeException(
                    "Elasticsearch at "
                            + endpoint.urls()
                            + " refused "
                            + misconfigurations
                            + " requests in a row for a reason that no waiting mends ("
                            + what
                            + "): check the address, the API key and its rights on qundun-*, and"
                            + " that 'qundun indices apply' of this release has run; nothing is"
                            + " lost, the job takes up where its last checkpoint ended",
                    cause);
        }
    }

    private void refuse(DocumentOperation document, String why)
            throws IOException, InterruptedException {
        refusals.inc();
        refused.add(document, why, timers.getCurrentProcessingTime());
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        if (endOfInput) {
            gate.lingered();
            super.flush(true);
        }
        try {
            refused.flush(endOfInput);
        } catch (IOException e) {
            throw new FlinkRuntimeException("dead letters could not be written to Kafka", e);
        }
    }

    @Override
    public List<BufferedRequestState<DocumentOperation>> snapshotState(long checkpointId) {
        List<RequestEntryWrapper<DocumentOperation>> documents =
                new ArrayList<>(inFlightDocuments + pending.size());
        for (InFlight request : inFlight) {
            for (DocumentOperation document : request.documents) {
                documents.add(new RequestEntryWrapper<>(document, sizeOf(document)));
            }
        }
        documents.addAll(pending.getBufferedState());
        return List.of(new BufferedRequestState<>(documents));
    }

    @Override
    public void close() {
        closed = true;
        try (requests;
                refused) {
            super.close();
        } catch (Exception e) {
            throw new FlinkRuntimeException("could not close the Elasticsearch writer", e);
        }
    }
}
