package io.qundun.deploy.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.qundun.deploy.traffic.UnreadableLineException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads chat messages and account statuses from lines of JSON.
 *
 * <p>Fields that it does not know are passed over: exports carry more than moderation asks for. A
 * field twice, another type, or bytes that are not UTF-8 are refused, since two readers could
 * understand them differently. {@code null} means absent; the text may not be absent.
 *
 * <p>Keeps buffers: one instance a thread.
 */
public final class ChatLineReader {

    /** Ids have 1 to this many UTF-16 units. */
    public static final int MAX_ID_LENGTH = 256;

    private static final int MAX_REASON_LENGTH = 200;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(LineBlockReader.MAX_LINE_BYTES)
                                    .build())
                    .build();

    private final CharsetDecoder utf8 =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CharBuffer chars = CharBuffer.allocate(1 << 12);

    /** Reads one field's value; the parser stands on it. */
    @FunctionalInterface
    private interface FieldReader {
        void read(String field, JsonParser parser) throws IOException, UnreadableLineException;
    }

    /**
     * One chat message.
     *
     * @throws UnreadableLineException when the bytes are none
     */
    public ChatLine chat(byte[] bytes, int from, int to) throws UnreadableLineException {
        ChatFields fields = new ChatFields();
        readObject(bytes, from, to, fields);
        return fields.line();
    }

    /**
     * One account status: {@code userId}, {@code status}, optionally {@code effectiveFrom} (epoch
     * milliseconds, 0 when absent: ever since) and {@code token}.
     *
     * @throws UnreadableLineException when the bytes are none
     */
    public AccountLine account(byte[] bytes, int from, int to) throws UnreadableLineException {
        AccountFields fields = new AccountFields();
        readObject(bytes, from, to, fields);
        return fields.line();
    }

    private void readObject(byte[] bytes, int from, int to, FieldReader fields)
            throws UnreadableLineException {
        decode(bytes, from, to);
        try (JsonParser parser = JSON.createParser(chars.array(), 0, chars.position())) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UnreadableLineException(
                        Code.EMPTY_LINE, "an empty line; leave it out or write a JSON object");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new UnreadableLineException(
                        Code.NOT_AN_OBJECT, "not a JSON object: a line is {\"text\": …}");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                fields.read(field, parser);
            }
            if (parser.nextToken() != null) {
                throw new UnreadableLineException(
                        Code.MALFORMED_JSON, "something follows the JSON object; one a line");
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableLineException(Code.MALFORMED_JSON, "no valid JSON: " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void decode(byte[] bytes, int from, int to) throws UnreadableLineException {
        // UTF-8 never has more UTF-16 units than bytes.
        if (chars.capacity() < to - from) {
            chars = CharBuffer.allocate(Math.max(to - from, chars.capacity() * 2));
        }
        chars.clear();
        ByteBuffer line = ByteBuffer.wrap(bytes, from, to - from);
        utf8.reset();
        CoderResult result = utf8.decode(line, chars, true);
        if (result.isError()) {
            throw new UnreadableLineException(
                    Code.INVALID_UTF8,
                    "byte "
                            + (line.position() - from + 1)
                            + " is not valid UTF-8; convert the file to UTF-8");
        }
    }

    private static String reason(JsonProcessingException e) {
        String reason = e.getOriginalMessage().replaceAll("\\s+", " ");
        String where =
                e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
        return reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH)) + where;
    }

    private static boolean isNull(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private static String string(String field, JsonParser parser)
            throws IOException, UnreadableLineException {
        if (isNull(parser)) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "a string", parser);
        }
        return parser.getText();
    }

    private static String id(String field, JsonParser parser)
            throws IOException, UnreadableLineException {
        String id = string(field, parser);
        if (id == null) {
            return null;
        }
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            throw new UnreadableLineException(
                    Code.BAD_ID,
                    "\"" + field + "\" has " + id.length() + " characters; 1 to 256 are possible");
        }
        for (int i = 0; i < id.length(); i++) {
            if (Character.isSurrogate(id.charAt(i))) {
                if (!Character.isHighSurrogate(id.charAt(i))
                        || i + 1 == id.length()
                        || !Character.isLowSurrogate(id.charAt(++i))) {
                    throw new UnreadableLineException(
                            Code.BAD_ID, "\"" + field + "\" holds half a surrogate pair");
                }
            }
        }
        return id;
    }

    private static Long number(String field, JsonParser parser)
            throws IOException, UnreadableLineException {
        if (isNull(parser)) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrongType(field, "a whole number of 64 bits", parser);
        }
        return parser.getLongValue();
    }

    private static UnreadableLineException wrongType(
            String field, String wanted, JsonParser parser) {
        return new UnreadableLineException(
                Code.WRONG_TYPE,
                "\"" + field + "\" must be " + wanted + ", not " + described(parser));
    }

    private static String described(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }

    private static void once(boolean first, String field) throws UnreadableLineException {
        if (!first) {
            throw new UnreadableLineException(
                    Code.DUPLICATE_FIELD, "\"" + field + "\" stands there twice");
        }
    }

    private static final class ChatFields implements FieldReader {
        private int seen;
        private String messageId;
        private String groupId;
        private String senderId;
        private Long sentAt;
        private String kind;
        private String text;
        private String edits;
        private String repliesTo;
        private List<String> mentions = List.of();
        private Long clientSequence;
        private String mediaReference;
        private Map<String, Object> sender = Map.of();
        private Map<String, Object> group = Map.of();

        @Override
        public void read(String field, JsonParser parser)
                throws IOException, UnreadableLineException {
            int index = 0;
            switch (field) {
                case "messageId" -> messageId = id(field, parser);
                case "groupId" -> {
                    index = 1;
                    groupId = id(field, parser);
                }
                case "senderId" -> {
                    index = 2;
                    senderId = id(field, parser);
                }
                case "sentAt" -> {
                    index = 3;
                    sentAt = number(field, parser);
                }
                case "kind" -> {
                    index = 4;
                    kind = string(field, parser);
                }
                case "text" -> {
                    index = 5;
                    text = string(field, parser);
                }
                case "edits" -> {
                    index = 6;
                    edits = id(field, parser);
                }
                case "repliesTo" -> {
                    index = 7;
                    repliesTo = id(field, parser);
                }
                case "mentions" -> {
                    index = 8;
                    mentions = ids(field, parser);
                }
                case "clientSequence" -> {
                    index = 9;
                    clientSequence = number(field, parser);
                }
                case "mediaReference" -> {
                    index = 10;
                    mediaReference = string(field, parser);
                }
                case "sender" -> {
                    index = 11;
                    sender = variables(field, parser);
                }
                case "group" -> {
                    index = 12;
                    group = variables(field, parser);
                }
                default -> {
                    parser.skipChildren();
                    return;
                }
            }
            once((seen & 1 << index) == 0, field);
            seen |= 1 << index;
        }

        private ChatLine line() throws UnreadableLineException {
            if (text == null) {
                boolean isThere = (seen & 1 << 5) != 0;
                throw new UnreadableLineException(
                        isThere ? Code.NULL_VALUE : Code.MISSING_FIELD,
                        isThere
                                ? "\"text\" is null; write \"\" for a message without text"
                                : "no \"text\"; write \"\" for a message without text");
            }
            return new ChatLine(
                    messageId,
                    groupId,
                    senderId,
                    sentAt,
                    kind,
                    text,
                    edits,
                    repliesTo,
                    mentions,
                    clientSequence,
                    mediaReference,
                    sender,
                    group);
        }

        private static List<String> ids(String field, JsonParser parser)
                throws IOException, UnreadableLineException {
            if (isNull(parser)) {
                return List.of();
            }
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw wrongType(field, "an array of ids", parser);
            }
            List<String> ids = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String id = id(field, parser);
                if (id == null) {
                    throw new UnreadableLineException(
                            Code.NULL_VALUE, "\"" + field + "\" holds a null among its ids");
                }
                ids.add(id);
            }
            return ids;
        }

        private static Map<String, Object> variables(String field, JsonParser parser)
                throws IOException, UnreadableLineException {
            if (isNull(parser)) {
                return Map.of();
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType(field, "an object", parser);
            }
            Map<String, Object> variables = new LinkedHashMap<>();
            Set<String> names = new HashSet<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                String path = field + "." + name;
                once(names.add(name), path);
                switch (parser.nextToken()) {
                    case VALUE_STRING -> variables.put(name, parser.getText());
                    case VALUE_TRUE -> variables.put(name, true);
                    case VALUE_FALSE -> variables.put(name, false);
                    case VALUE_NUMBER_INT -> variables.put(name, number(path, parser));
                    case VALUE_NULL -> {}
                    default ->
                            throw wrongType(path, "a string, a boolean or a whole number", parser);
                }
            }
            return variables;
        }
    }

    private static final class AccountFields implements FieldReader {
        private final Set<String> seen = new HashSet<>();
        private String userId;
        private String status;
        private String token;
        private Long effectiveFrom;

        @Override
        public void read(String field, JsonParser parser)
                throws IOException, UnreadableLineException {
            switch (field) {
                case "userId" -> userId = id(field, parser);
                case "status" -> status = id(field, parser);
                case "token" -> token = string(field, parser);
                case "effectiveFrom" -> effectiveFrom = number(field, parser);
                default -> {
                    parser.skipChildren();
                    return;
                }
            }
            once(seen.add(field), field);
        }

        private AccountLine line() throws UnreadableLineException {
            if (userId == null || status == null) {
                throw new UnreadableLineException(
                        Code.MISSING_FIELD,
                        "no \"" + (userId == null ? "userId" : "status") + "\"; a line needs both");
            }
            return new AccountLine(
                    userId, status, token, effectiveFrom == null ? 0 : effectiveFrom);
        }
    }
}
