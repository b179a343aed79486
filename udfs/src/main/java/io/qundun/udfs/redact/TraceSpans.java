package io.qundun.udfs.redact;

import io.qundun.udfs.contact.ContactKind;
import io.qundun.udfs.contact.ContactSpans;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Spans of folded text, none overlapping. Not thread-safe. */
final class TraceSpans implements ContactSpans {
    private final List<Span> spans = new ArrayList<>(0);
    private final BitSet covered = new BitSet();

    /** One span of folded text, its end exclusive. */
    record Span(Trace.Kind kind, int first, int end) {}

    int size() {
        return spans.size();
    }

    Trace.Kind kind(int index) {
        return spans.get(index).kind();
    }

    int first(int index) {
        return spans.get(index).first();
    }

    /** Exclusive. */
    int end(int index) {
        return spans.get(index).end();
    }

    boolean isCovered(int position) {
        return covered.get(position);
    }

    /** Adds a span unless it overlaps one that is there. */
    void add(Trace.Kind kind, int first, int end) {
        int next = covered.nextSetBit(first);
        if (next >= 0 && next < end) {
            return;
        }
        spans.add(new Span(kind, first, end));
        covered.set(first, end);
    }

    @Override
    public boolean isTaken(int index) {
        return covered.get(index);
    }

    @Override
    public void add(ContactKind kind, int first, int end) {
        add(kind == ContactKind.PHONE ? Trace.Kind.PHONE : Trace.Kind.HANDLE, first, end);
    }
}
