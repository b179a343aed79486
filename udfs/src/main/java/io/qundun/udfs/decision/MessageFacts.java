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

    private static final char FULL_WIDTH_AT = '＠';

    /** An ordinary message that mentions nobody. */
    public static MessageFacts text(String messageId) {
        return new MessageFacts(messageId, TEXT, 0);
    }

    /**
     * A message whose mentions are those that the chat service lists or, when there are more, those
     * that the text shows, so that a message judged by its text alone is judged alike.
     *
     * @param listed mentions that came beside the text, 0 or more
     */
    public static MessageFacts of(String messageId, String kind, int listed, String text) {
        return new MessageFacts(messageId, kind, Math.max(listed, mentionsIn(text)));
    }

    /** How often @ starts a word: not after a letter or digit, as in an e-mail address. */
    private static int mentionsIn(String text) {
        if (text == null) {
            return 0;
        }
        int mentions = 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '@' || c == FULL_WIDTH_AT)
                    && Character.isLetterOrDigit(text.codePointAt(i + 1))
                    && (i == 0 || !isWord(text.charAt(i - 1)))) {
                mentions++;
            }
        }
        return mentions;
    }

    /** A Chinese character before @ does not make it an e-mail address. */
    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
