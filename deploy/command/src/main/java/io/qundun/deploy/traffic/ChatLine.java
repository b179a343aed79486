package io.qundun.deploy.traffic;

import io.qundun.deploy.traffic.UnreadableLineException.Code;
import io.qundun.schemas.ChatMessage;
import java.util.List;
import java.util.Map;

/**
 * One line of a chat file. Everything but the text may be absent (null, or empty for collections).
 *
 * @param sentAt epoch milliseconds
 * @param sender what the line says of the sender, by the rules' variable names; values are String,
 *     Boolean or Long
 * @param group what it says of the group, likewise
 */
public record ChatLine(
        String messageId,
        String groupId,
        String senderId,
        Long sentAt,
        String kind,
        String text,
        String edits,
        String repliesTo,
        List<String> mentions,
        Long clientSequence,
        String mediaReference,
        Map<String, Object> sender,
        Map<String, Object> group) {

    /** The kind of a line that names none. */
    public static final String DEFAULT_KIND = "text";

    /** The message's id, else the number of its line. */
    public String messageIdOr(long lineNumber) {
        return messageId == null ? Long.toString(lineNumber) : messageId;
    }

    /** The kind, or that of a plain message. */
    public String kindOrDefault() {
        return kind == null ? DEFAULT_KIND : kind;
    }

    /**
     * The message to put on the wire.
     *
     * @throws UnreadableLineException when group, sender or time are missing
     */
    public ChatMessage toMessage(long lineNumber) throws UnreadableLineException {
        require(groupId, "groupId");
        require(senderId, "senderId");
        require(sentAt, "sentAt");
        return new ChatMessage(
                messageIdOr(lineNumber),
                groupId,
                senderId,
                sentAt,
                kindOrDefault(),
                text,
                edits,
                repliesTo,
                mentions,
                clientSequence,
                mediaReference);
    }

    private static void require(Object value, String field) throws UnreadableLineException {
        if (value == null) {
            throw new UnreadableLineException(
                    Code.MISSING_FIELD, "no \"" + field + "\", which a message in a group needs");
        }
    }
}
