package io.qundun.jobs.moderation.state;

import io.qundun.schemas.GroupContext;

/** A judged message: enough to refuse it, should its sender turn out to have been unverified. */
public final class MessageReference {

    /** The message. */
    public String messageId;

    /** Its group. */
    public String groupId;

    /** Its sender. */
    public String senderId;

    /** Its kind. */
    public String kind;

    /** Where it lay. */
    public int partition;

    /** Where it lay. */
    public long offset;

    /** The broker's time, epoch milliseconds. */
    public long recordTime;

    /** Event time, epoch milliseconds. */
    public long eventTime;

    /** The policy version that judged it. */
    public long policyVersion;

    /** What it edits, or null. */
    public String edits;

    /** It came after the watermark. */
    public boolean late;

    /** Its group as known then, or null. */
    public GroupContext group;

    /** There is evidence of it already, with its text: it is not to be replaced by one without. */
    public boolean evidence;

    /** It was removed: nothing that is said of its sender's status brings it back. */
    public boolean removed;

    /** How often it was refused for its sender's status and restored. */
    public int refusals;

    /** The verdict that refused it last, or null. */
    public String lastRefusal;

    /** For Flink. */
    public MessageReference() {}

    /** Of a candidate. */
    public static MessageReference of(Candidate candidate) {
        MessageReference reference = new MessageReference();
        reference.messageId = candidate.messageId;
        reference.groupId = candidate.groupId;
        reference.senderId = candidate.senderId;
        reference.kind = candidate.kind;
        reference.partition = candidate.partition;
        reference.offset = candidate.offset;
        reference.recordTime = candidate.recordTime;
        reference.eventTime = candidate.eventTime;
        reference.policyVersion = candidate.policyVersion;
        reference.edits = candidate.edits;
        reference.late = candidate.late;
        reference.group = candidate.group;
        return reference;
    }

    /** As a candidate without text: what a refusal needs. */
    public Candidate candidate() {
        Candidate candidate = new Candidate();
        candidate.messageId = messageId;
        candidate.groupId = groupId;
        candidate.senderId = senderId;
        candidate.kind = kind;
        candidate.partition = partition;
        candidate.offset = offset;
        candidate.recordTime = recordTime;
        candidate.eventTime = eventTime;
        candidate.policyVersion = policyVersion;
        candidate.edits = edits;
        candidate.late = late;
        candidate.group = group;
        candidate.language = "other";
        return candidate;
    }
}
