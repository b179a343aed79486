package io.qundun.udfs.redact;

import io.qundun.udfs.contact.ContactFinder;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds traces in folded text, so that full-width digits and the like are seen through. First come,
 * first served where they would overlap: e-mail addresses, then links, numbers, contacts, mentions.
 * Linear in the text; stateless.
 */
public final class Traces {
    private Traces() {}

    /** How many links and contacts a text holds. */
    public record Counts(int links, int contacts) {
        static final Counts NONE = new Counts(0, 0);
    }

    /** All traces, by start, none overlapping. */
    public static List<Trace> find(FoldedText text) {
        if (!ContactFinder.mayHold(text)) {
            return List.of();
        }
        TraceSpans spans = new TraceSpans();
        boolean at = addresses(text, spans);
        if (text.count(CharKind.DIGIT) >= Numbers.SHORTEST) {
            Numbers.find(text, spans);
        }
        ContactFinder.find(text, spans);
        if (at) {
            Mentions.find(text, spans);
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

    /**
     * Counts without listing; shared when there is nothing. A number that is hidden to be on the
     * safe side, such as an order number that could be a phone number, is no contact.
     */
    public static Counts count(FoldedText text) {
        if (!ContactFinder.mayHold(text)) {
            return Counts.NONE;
        }
        TraceSpans spans = new TraceSpans();
        addresses(text, spans);
        ContactFinder.find(text, spans);
        if (spans.size() == 0) {
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

    /** Finds e-mail addresses and links; whether there is an @ anywhere. */
    private static boolean addresses(FoldedText text, TraceSpans spans) {
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
        if (at && dot) {
            Addresses.emails(text, spans);
        }
        if (dot || scheme) {
            Addresses.links(text, spans);
        }
        return at;
    }
}
