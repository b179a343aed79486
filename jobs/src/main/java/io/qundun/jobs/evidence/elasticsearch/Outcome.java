package io.qundun.jobs.evidence.elasticsearch;

/** What became of a document, or of a bulk request as a whole. */
enum Outcome {
    /** It is in the index. */
    STORED,
    /** The index has the same or a newer version: as good as stored. */
    SUPERSEDED,
    /** Elasticsearch is away or overloaded: try again, for as long as it takes. */
    UNAVAILABLE,
    /**
     * Elasticsearch failed over this one without saying that it is overloaded: try again, but not
     * for ever, lest one document that trips a bug hold up all others.
     */
    FAULT,
    /**
     * Nothing is wrong with the document; rights, templates or the address are. Tried again for a
     * while, since keys are rotated and templates applied while jobs run, then the job fails.
     */
    MISCONFIGURED,
    /** It will never be accepted: a dead letter. Of a request as a whole: some document in it. */
    REFUSED
}
