package io.qundun.jobs.evidence.elasticsearch;

import io.qundun.jobs.runtime.RawRecord;
import java.io.Serializable;

/**
 * One document to be put into an index. Writing it twice gives one document, because its id is
 * derived from content.
 *
 * <p>Serializable only because Flink's sink asks for it; state and network use serializers of their
 * own.
 *
 * @param index name of the index; Elasticsearch makes it from its template at the first document
 * @param id the document's id, at most 512 bytes
 * @param version external version, at least 0: a lower one never replaces a higher one, an equal
 *     one does, so that replaying the topic re-indexes; {@link #NO_VERSION} for none
 * @param type how to treat a document that is there already
 * @param json the document, UTF-8
 * @param source the Kafka record that it was made of, for the dead letter if it is refused
 */
public record DocumentOperation(
        String index, String id, long version, Type type, byte[] json, RawRecord source)
        implements Serializable {

    /** The document has no external version. */
    public static final long NO_VERSION = -1;

    /** How to treat a document that is there already. */
    public enum Type {
        /** Replace it, unless its version is higher. */
        INDEX,
        /** Leave it as it is. */
        CREATE
    }
}
