package io.qundun.jobs.runtime;

import io.qundun.schemas.UndecodableException;

/** Why an input was set aside. */
public enum DeadLetterCode {
    /** A null value where one must be. */
    NULL_VALUE("null-value"),
    /** Not in single-object encoding. */
    NO_AVRO_HEADER("no-avro-header"),
    /** Written with a schema that was never published. */
    UNKNOWN_SCHEMA("unknown-schema"),
    /** The body does not fit its schema. */
    CORRUPT_BODY("corrupt-body"),
    /** A field without a usable value. */
    INVALID_FIELD("invalid-field"),
    /** Event time before 2000 or more than a day ahead of the broker's record time. */
    TIME_OUT_OF_RANGE("time-out-of-range"),
    /** A decision on a verdict that never came. */
    UNKNOWN_VERDICT("unknown-verdict"),
    /** An acknowledgement of a command that was never given to its subject. */
    UNKNOWN_COMMAND("unknown-command"),
    /** An acknowledgement that is too old, or contradicts an earlier one, to change anything. */
    OUTDATED_ACKNOWLEDGEMENT("outdated-acknowledgement"),
    /** A decision on a verdict or measure that is not, or no longer, known. */
    UNKNOWN_DECISION_SUBJECT("unknown-decision-subject"),
    /** A decision that came when there was nothing left to decide. */
    DECISION_WITHOUT_EFFECT("decision-without-effect"),
    /** Elasticsearch refused the document for good. */
    DOCUMENT_REFUSED("document-refused"),
    /** A line of a replayed file that is no message; written by the feeder. */
    UNREADABLE_LINE("unreadable-line");

    private final String code;

    DeadLetterCode(String code) {
        this.code = code;
    }

    /** As it stands in the record. */
    public String code() {
        return code;
    }

    /** The code for bytes that could not be decoded. */
    public static DeadLetterCode of(UndecodableException e) {
        return switch (e.code()) {
            case NULL_VALUE -> NULL_VALUE;
            case NO_AVRO_HEADER -> NO_AVRO_HEADER;
            case UNKNOWN_SCHEMA -> UNKNOWN_SCHEMA;
            case CORRUPT_BODY -> CORRUPT_BODY;
        };
    }
}
