package io.qundun.jobs.moderation.state;

/** A message of a sender whose status is unknown, waiting for it. */
public final class HeldMessage {

    /** The message. */
    public Candidate candidate;

    /** Until when it waits, processing time in epoch milliseconds. */
    public long deadline;

    /** For Flink. */
    public HeldMessage() {}

    /** A message and its deadline. */
    public HeldMessage(Candidate candidate, long deadline) {
        this.candidate = candidate;
        this.deadline = deadline;
    }
}
