package io.qundun.jobs.enforcement.state;

/** What is remembered of one subject. */
public final class SubjectState {

    /** Sequence of the last command; grows for ever, for backends apply only a higher one. */
    public long sequence;

    /** For Flink. */
    public SubjectState() {}
}
