package io.qundun.schemas;

/** Bytes that are no record of their topic. */
public final class UndecodableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** A null value where one must be. */
        NULL_VALUE,
        /** The bytes do not begin with the single-object header. */
        NO_AVRO_HEADER,
        /** No published schema has that fingerprint. */
        UNKNOWN_SCHEMA,
        /** The body is shorter, longer or other than its schema says. */
        CORRUPT_BODY
    }

    private final Code code;

    /** With the code for machines and the reason for people. */
    public UndecodableException(Code code, String reason) {
        super(reason);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
