package io.qundun.jobs.evidence;

import io.qundun.schemas.DeadLetter;
import java.util.List;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Names of the evidence job. Uids tie state to operators across releases: never change one, never
 * use one again for something else.
 */
public final class EvidenceNames {

    /** The job. */
    public static final String JOB = "evidence";

    /** Its consumer group. */
    public static final String CONSUMER_GROUP = "qundun-evidence";

    /** Reads moderation.evidence.v1. */
    public static final String EVIDENCE_SOURCE = "evidence-source";

    /** Makes documents of evidence. */
    public static final String EVIDENCE_DOCUMENTS = "evidence-documents";

    /** Writes evidence into Elasticsearch; refused documents leave from here. */
    public static final String EVIDENCE_SINK = "evidence-elasticsearch-sink";

    /** Reads moderation.dead-letter.v1. */
    public static final String DEAD_LETTER_SOURCE = "dead-letter-source";

    /** Makes documents of dead letters. */
    public static final String DEAD_LETTER_DOCUMENTS = "dead-letter-documents";

    /** Writes dead letters into Elasticsearch; refused documents leave from here. */
    public static final String DEAD_LETTER_INDEX_SINK = "dead-letter-elasticsearch-sink";

    /** Reads what is decided about users and groups. */
    public static final String HISTORY_SOURCE = "history-source";

    /** Makes documents of it. */
    public static final String HISTORY_DOCUMENTS = "history-documents";

    /** Writes it into Elasticsearch; refused documents leave from here. */
    public static final String HISTORY_SINK = "history-elasticsearch-sink";

    /** Writes evidence.dead-letter.v1: records that could not be decoded. */
    public static final String POISON_SINK = "poison-sink";

    /** Records that could not be decoded. */
    public static final OutputTag<DeadLetter> POISON =
            new OutputTag<>("poison", new AvroTypeInfo<>(DeadLetter.class));

    /** Index template, and beginning of the names, of the indices with redacted text. */
    public static final String REDACTED = "qundun-evidence-redacted";

    /** Index template, and beginning of the names, of the indices with raw text. */
    public static final String RAW = "qundun-evidence-raw";

    /** Index template, and beginning of the names, of the indices of dead letters. */
    public static final String DEAD_LETTER = "qundun-dead-letter";

    /** Index template, and beginning of the names, of the indices of groups' activity. */
    public static final String ACTIVITY = "qundun-activity";

    /** Index template, and beginning of the names, of the indices of grades, credit, measures. */
    public static final String HISTORY = "qundun-history";

    /** The templates without which no evidence is written. */
    public static final List<String> EVIDENCE_TEMPLATES = List.of(REDACTED, RAW);

    /** The templates without which no dead letter is written. */
    public static final List<String> DEAD_LETTER_TEMPLATES = List.of(DEAD_LETTER);

    /** The templates without which nothing about users and groups is written. */
    public static final List<String> HISTORY_TEMPLATES = List.of(ACTIVITY, HISTORY);

    private EvidenceNames() {}
}
