package io.qundun.jobs.evidence.elasticsearch;

import io.qundun.schemas.DeadLetter;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes documents into Elasticsearch, at least once; ids and external versions make a repeat
 * harmless. What Elasticsearch refuses for good goes to the dead letters through a sink inside this
 * one, which is flushed at every checkpoint.
 *
 * <p>Chain it to its source (forward, same parallelism). Then a checkpoint reaches it without
 * waiting behind records, even while Elasticsearch is away: see {@link ElasticsearchWriter}.
 *
 * <p>What to watch, in the metric group of the operator: {@code backOffMillis} above 0 for minutes
 * means that Elasticsearch is away; {@code pendingDocuments} at its limit means that the source is
 * being slowed down; {@code documentsRefused} should stay at 0: every one of them is a dead letter.
 * {@code documentsIndexed}, {@code documentsSuperseded}, {@code documentsRetried} and {@code
 * inFlightDocuments} tell the rest.
 */
public final class ElasticsearchSink extends AsyncSinkBase<DocumentOperation, DocumentOperation> {

    private static final long serialVersionUID = 1L;

    /** The base class's own timers must not fire: they would wait inside the mailbox thread. */
    static final long NEVER_MILLIS = Duration.ofDays(365).toMillis();

    private final ElasticsearchEndpoint endpoint;
    private final List<String> templates;
    private final Sink<DeadLetter> deadLetters;
    private final String job;

    /**
     * A sink.
     *
     * @param templates index templates without which nothing is written
     * @param deadLetters an at-least-once sink for what is refused
     * @param job the job's name, for the dead letters
     */
    public ElasticsearchSink(
            ElasticsearchEndpoint endpoint,
            List<String> templates,
            Sink<DeadLetter> deadLetters,
            String job) {
        super(
                (operation, context) -> operation,
                endpoint.bulkDocuments(),
                endpoint.maxInFlight(),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                NEVER_MILLIS,
                Long.MAX_VALUE);
        this.endpoint = endpoint;
        this.templates = List.copyOf(templates);
        this.deadLetters = deadLetters;
        this.job = job;
    }

    /** What a failure can cost: nothing; a document may be written twice, to the same effect. */
    public DeliveryGuarantee deliveryGuarantee() {
        return DeliveryGuarantee.AT_LEAST_ONCE;
    }

    @Override
    public StatefulSinkWriter<DocumentOperation, BufferedRequestState<DocumentOperation>>
            createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<DocumentOperation, BufferedRequestState<DocumentOperation>>
            restoreWriter(
                    WriterInitContext context,
                    Collection<BufferedRequestState<DocumentOperation>> recovered)
                    throws IOException {
        return ElasticsearchWriter.create(
                getElementConverter(),
                context,
                endpoint,
                templates,
                new RefusedDocuments(job, deadLetters.createWriter(new UnmeasuredContext(context))),
                recovered);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<DocumentOperation>>
            getWriterStateSerializer() {
        return new WriterStateSerializer();
    }
}
