package io.qundun.jobs.moderation.state;

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
        candidate.language = "other";
        return candidate;
    }
}
