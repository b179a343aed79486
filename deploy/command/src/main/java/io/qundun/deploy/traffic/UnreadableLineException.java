package io.qundun.deploy.traffic;

/** A line that is no chat message. Its message is for people and says what to change. */
public final class UnreadableLineException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** Nothing but white space. */
        EMPTY_LINE("empty-line"),
        /** Longer than {@link LineBlockReader#MAX_LINE_BYTES}. */
        LINE_TOO_LONG("line-too-long"),
        /** Bytes that are not UTF-8. */
        INVALID_UTF8("invalid-utf8"),
        /** No JSON, or something behind it. */
        MALFORMED_JSON("malformed-json"),
        /** JSON, but not an object. */
        NOT_AN_OBJECT("not-an-object"),
        /** A field that must be there is not. */
        MISSING_FIELD("missing-field"),
        /** A null where none may be. */
        NULL_VALUE("null-value"),
        /** A value of another type than the field's. */
        WRONG_TYPE("wrong-type"),
        /** The same field twice, so that nobody knows which one holds. */
        DUPLICATE_FIELD("duplicate-field"),
        /** An id that is empty, too long or no text. */
        BAD_ID("bad-id"),
        /** Something in sender or group that no rule can ask for, or a value that it cannot have. */
        BAD_CONTEXT("bad-context");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        /** As it stands in answers. */
        public String code() {
            return code;
        }
    }

    private final Code code;

    /** With the code for machines and the reason for people. */
    public UnreadableLineException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
