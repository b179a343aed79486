package io.qundun.udfs.decision;

/**
 * What the message says of itself besides its text.
 *
 * @param messageId decides which side of a rule's rollout the message falls on
 * @param kind text, edit, and so on; "text" is neutral
 * @param mentions people mentioned, 0 or more
 */
public record MessageFacts(String messageId, String kind, int mentions) {
    /** The kind of an ordinary message. */
    public static final String TEXT = "text";

    /** An ordinary message that mentions nobody. */
    public static MessageFacts text(String messageId) {
        return new MessageFacts(messageId, TEXT, 0);
    }
}
