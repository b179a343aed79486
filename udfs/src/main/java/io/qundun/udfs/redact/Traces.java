package io.qundun.udfs.redact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds traces in folded text, so that full-width digits and the like are seen through. First come,
 * first served where they would overlap: e-mail addresses, then links, numbers, chat accounts,
 * mentions. Linear in the text; stateless.
 */
public final class Traces {
    /** ASCII letters and digits of the shortest trace. */
    private static final int SHORTEST = 5;

    private Traces() {}

    /** How many links and contacts a text holds. */
    public record Counts(int links, int contacts) {
        static final Counts NONE = new Counts(0, 0);
    }

    /** All traces, by start, none overlapping. */
    public static List<Trace> find(FoldedText text) {
        TraceSpans spans = spans(text);
        if (spans == null || spans.size() == 0) {
            return List.of();
        }
        List<Trace> traces = new ArrayList<>(spans.size());
        for (int i = 0; i < spans.size(); i++) {
            traces.add(
                    new Trace(
                            spans.kind(i),
                            text.spanStart(spans.first(i), spans.end(i)),
                            text.spanEnd(spans.first(i), spans.end(i))));
        }
        traces.sort(Comparator.comparingInt(Trace::start));
        return text.isReordered() ? apart(traces) : traces;
    }

    /** Where writing was turned round, spans that are apart as read can overlap as written. */
    private static List<Trace> apart(List<Trace> traces) {
        List<Trace> apart = new ArrayList<>(traces.size());
        for (Trace trace : traces) {
            int last = apart.size() - 1;
            if (last < 0 || apart.get(last).end() <= trace.start()) {
                apart.add(trace);
            } else if (trace.end() > apart.get(last).end()) {
                apart.add(new Trace(trace.kind(), apart.get(last).end(), trace.end()));
            }
        }
        return apart;
    }

    /** Counts without listing; shared when there is nothing. */
    public static Counts count(FoldedText text) {
        TraceSpans spans = spans(text);
        if (spans == null || spans.size() == 0) {
            return Counts.NONE;
        }
        int links = 0;
        int contacts = 0;
        for (int i = 0; i < spans.size(); i++) {
            if (spans.kind(i) == Trace.Kind.LINK) {
                links++;
            } else if (spans.kind(i).isContact()) {
                contacts++;
            }
        }
        return new Counts(links, contacts);
    }

    /** Null when the text cannot hold any. */
    private static TraceSpans spans(FoldedText text) {
        int digits = text.count(CharKind.DIGIT);
        int letters = text.count(CharKind.LATIN);
        if (digits + letters < SHORTEST) {
            return null;
        }
        boolean at = false;
        boolean dot = false;
        boolean scheme = false;
        int n = text.length();
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                at = true;
            } else if (c == '.') {
                dot = true;
            } else if (c == ':') {
                scheme = true;
            }
        }
        TraceSpans spans = new TraceSpans();
        if (at && dot) {
            Addresses.emails(text, spans);
        }
        if (dot || scheme) {
            Addresses.links(text, spans);
        }
        if (digits >= Numbers.SHORTEST) {
            Numbers.find(text, spans);
        }
        ChatHandles.find(text, spans);
        if (at) {
            ChatHandles.mentions(text, spans);
        }
        return spans;
    }
}
