package io.qundun.udfs.contact;

/** What leads out of the group. */
public enum ContactKind {
    /** A mobile, landline or service number. */
    PHONE,
    /** An account or group of a chat service. */
    HANDLE
}
