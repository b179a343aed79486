package io.qundun.jobs.moderation.state;

/** A message refused for its sender's status; a status that comes later can still reverse it. */
public final class RefusedMessage {

    /** The message. Without a value when it had been judged before it was refused. */
    public Candidate candidate;

    /** The verdict that refused it. */
    public String verdictId;

    /** The command that refused it. */
    public String commandId;

    /** For Flink. */
    public RefusedMessage() {}

    /** A message, and what refused it. */
    public RefusedMessage(Candidate candidate, String verdictId, String commandId) {
        this.candidate = candidate;
        this.verdictId = verdictId;
        this.commandId = commandId;
    }
}
