package io.qundun.deploy.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.qundun.schemas.ChatMessage;
import java.io.IOException;
import java.io.OutputStream;

/** Writes chat messages as lines of JSON; what is absent is left out. For one thread. */
public final class ChatLineWriter implements AutoCloseable {

    private final JsonGenerator json;

    /** Onto a stream, which is closed with the writer. */
    public ChatLineWriter(OutputStream out) throws IOException {
        json = new JsonFactory().setRootValueSeparator("").createGenerator(out);
    }

    /** Writes one line. Half surrogate pairs, which UTF-8 cannot carry, become U+FFFD. */
    public void write(ChatMessage message) throws IOException {
        json.writeStartObject();
        json.writeStringField("messageId", message.getMessageId());
        json.writeStringField("groupId", message.getGroupId());
        json.writeStringField("senderId", message.getSenderId());
        json.writeNumberField("sentAt", message.getSentAt());
        json.writeStringField("kind", message.getKind());
        json.writeStringField("text", wellFormed(message.getText()));
        optional("edits", message.getEdits());
        optional("repliesTo", message.getRepliesTo());
        if (!message.getMentions().isEmpty()) {
            json.writeArrayFieldStart("mentions");
            for (String mention : message.getMentions()) {
                json.writeString(mention);
            }
            json.writeEndArray();
        }
        if (message.getClientSequence() != null) {
            json.writeNumberField("clientSequence", message.getClientSequence());
        }
        optional("mediaReference", message.getMediaReference());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Hands what was written to the stream. */
    public void flush() throws IOException {
        json.flush();
    }

    private void optional(String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return replaceLoneSurrogates(text);
                }
                i++;
            }
        }
        return text;
    }

    private static String replaceLoneSurrogates(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c ->
                                whole.appendCodePoint(
                                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                                                ? 0xFFFD
                                                : c));
        return whole.toString();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
