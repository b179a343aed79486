package io.qundun.udfs.credit;

/** The table of points, levels and services. Immutable, thread-safe. */
public record CreditTable() {
    /** A pack that says nothing of it. */
    public static final CreditTable NONE = new CreditTable();
}
