package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.DeadLetter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Wires the evidence job.
 *
 * <pre>
 * moderation.evidence.v1    ──► evidence-documents    ──► Elasticsearch: redacted, raw
 *                                    └─ poison ─┐          └─ refused ──► evidence.dead-letter.v1
 *                                               ├─► evidence.dead-letter.v1
 *                                    ┌─ poison ─┘          ┌─ refused ──► evidence.dead-letter.v1
 * moderation.dead-letter.v1 ──► dead-letter-documents ──► Elasticsearch: dead letters
 * </pre>
 *
 * <p>Each road is one chain without a shuffle, so that while Elasticsearch is away checkpoints need
 * not pass through queues of records that cannot move. The roads share nothing: a flood of dead
 * letters does not hold up evidence. The job's own dead letters are not read back, else a letter
 * that Elasticsearch refuses would go round for ever.
 */
public final class EvidencePipeline {

    private EvidencePipeline() {}

    /**
     * Adds the job to an environment.
     *
     * @param evidence records of moderation.evidence.v1
     * @param deadLetters records of moderation.dead-letter.v1
     * @param evidenceIndex where documents of evidence go
     * @param deadLetterIndex where documents of dead letters go
     * @param poison where records go that cannot be decoded
     */
    public static void build(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> evidence,
            Source<RawRecord, ?, ?> deadLetters,
            Sink<DocumentOperation> evidenceIndex,
            Sink<DocumentOperation> deadLetterIndex,
            Sink<DeadLetter> poison) {
        SingleOutputStreamOperator<DocumentOperation> evidenceDocuments =
                env.fromSource(
                                evidence,
                                WatermarkStrategy.noWatermarks(),
                                EvidenceNames.EVIDENCE_SOURCE)
                        .uid(EvidenceNames.EVIDENCE_SOURCE)
                        .process(new EvidenceDocumentFunction())
                        .name(EvidenceNames.EVIDENCE_DOCUMENTS)
                        .uid(EvidenceNames.EVIDENCE_DOCUMENTS);
        evidenceDocuments
                .sinkTo(evidenceIndex)
                .name(EvidenceNames.EVIDENCE_SINK)
                .uid(EvidenceNames.EVIDENCE_SINK);

        // Their topic has one partition: order among dead letters says what broke first.
        SingleOutputStreamOperator<DocumentOperation> deadLetterDocuments =
                env.fromSource(
                                deadLetters,
                                WatermarkStrategy.noWatermarks(),
                                EvidenceNames.DEAD_LETTER_SOURCE)
                        .uid(EvidenceNames.DEAD_LETTER_SOURCE)
                        .setParallelism(1)
                        .process(new DeadLetterDocumentFunction())
                        .name(EvidenceNames.DEAD_LETTER_DOCUMENTS)
                        .uid(EvidenceNames.DEAD_LETTER_DOCUMENTS)
                        .setParallelism(1);
        deadLetterDocuments
                .sinkTo(deadLetterIndex)
                .name(EvidenceNames.DEAD_LETTER_INDEX_SINK)
                .uid(EvidenceNames.DEAD_LETTER_INDEX_SINK)
                .setParallelism(1);

        DataStream<DeadLetter> poisoned =
                evidenceDocuments
                        .getSideOutput(EvidenceNames.POISON)
                        .union(deadLetterDocuments.getSideOutput(EvidenceNames.POISON));
        poisoned.sinkTo(poison)
                .name(EvidenceNames.POISON_SINK)
                .uid(EvidenceNames.POISON_SINK)
                .setParallelism(1);
    }
}
