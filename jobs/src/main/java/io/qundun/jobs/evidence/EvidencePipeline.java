package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Wires the evidence job.
 *
 * <pre>
 * moderation.evidence.v1      ──► evidence-documents    ──► Elasticsearch: redacted, raw
 * activity, grades, ledger,   ──► history-documents     ──► Elasticsearch: activity, history
 *   levels, measures, reviews
 * dead letters of other jobs  ──► dead-letter-documents ──► Elasticsearch: dead letters
 *                                          │                       │
 *                                          └─ poison               └─ refused
 *                                                └───► evidence.dead-letter.v1 ◄─┘
 * </pre>
 *
 * <p>Each road is one chain without a shuffle, so that while Elasticsearch is away checkpoints need
 * not pass through queues of records that cannot move. The roads share nothing: a flood of dead
 * letters does not hold up evidence. The job's own dead letters are not read back, else a letter
 * that Elasticsearch refuses would go round for ever.
 */
public final class EvidencePipeline {

    /**
     * What flows in.
     *
     * @param evidence records of moderation.evidence.v1
     * @param history records of the topics about users and groups
     * @param deadLetters records of the other jobs' dead letter topics
     */
    public record Inputs(
            Source<RawRecord, ?, ?> evidence,
            Source<RawRecord, ?, ?> history,
            Source<RawRecord, ?, ?> deadLetters) {}

    /** Where documents of each go. */
    public record Indices(
            Sink<DocumentOperation> evidence,
            Sink<DocumentOperation> history,
            Sink<DocumentOperation> deadLetters) {}

    private EvidencePipeline() {}

    /**
     * Adds the job to an environment.
     *
     * @param poison where records go that cannot be decoded
     */
    public static void build(
            StreamExecutionEnvironment env,
            Inputs inputs,
            Indices indices,
            Sink<DeadLetter> poison) {
        SingleOutputStreamOperator<DocumentOperation> evidence =
                documents(
                        source(env, inputs.evidence(), EvidenceNames.EVIDENCE_SOURCE),
                        new EvidenceDocumentFunction(),
                        EvidenceNames.EVIDENCE_DOCUMENTS);
        evidence.sinkTo(indices.evidence())
                .name(EvidenceNames.EVIDENCE_SINK)
                .uid(EvidenceNames.EVIDENCE_SINK);

        SingleOutputStreamOperator<DocumentOperation> history =
                documents(
                        source(env, inputs.history(), EvidenceNames.HISTORY_SOURCE),
                        new HistoryDocumentFunction(),
                        EvidenceNames.HISTORY_DOCUMENTS);
        history.sinkTo(indices.history())
                .name(EvidenceNames.HISTORY_SINK)
                .uid(EvidenceNames.HISTORY_SINK);

        // Their topics have one partition: order among dead letters says what broke first.
        SingleOutputStreamOperator<DocumentOperation> deadLetters =
                documents(
                                source(env, inputs.deadLetters(), EvidenceNames.DEAD_LETTER_SOURCE)
                                        .setParallelism(1),
                                new DeadLetterDocumentFunction(),
                                EvidenceNames.DEAD_LETTER_DOCUMENTS)
                        .setParallelism(1);
        deadLetters
                .sinkTo(indices.deadLetters())
                .name(EvidenceNames.DEAD_LETTER_INDEX_SINK)
                .uid(EvidenceNames.DEAD_LETTER_INDEX_SINK)
                .setParallelism(1);

        evidence.getSideOutput(EvidenceNames.POISON)
                .union(
                        history.getSideOutput(EvidenceNames.POISON),
                        deadLetters.getSideOutput(EvidenceNames.POISON))
                .sinkTo(poison)
                .name(EvidenceNames.POISON_SINK)
                .uid(EvidenceNames.POISON_SINK)
                .setParallelism(1);
    }

    private static DataStreamSource<RawRecord> source(
            StreamExecutionEnvironment env, Source<RawRecord, ?, ?> source, String uid) {
        DataStreamSource<RawRecord> stream =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), uid);
        stream.uid(uid);
        return stream;
    }

    private static SingleOutputStreamOperator<DocumentOperation> documents(
            DataStream<RawRecord> records, DocumentFunction function, String uid) {
        return records.process(function).name(uid).uid(uid);
    }
}
