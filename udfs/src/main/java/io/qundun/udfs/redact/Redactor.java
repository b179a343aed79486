package io.qundun.udfs.redact;

import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.List;

/**
 * Hides what points to a person: phone, identity-card and bank-card numbers, e-mail addresses, chat
 * accounts and mentions become marks such as 〔phone〕; links stay. Linear in the text, never throws;
 * redacting a redacted text changes nothing. Stateless.
 *
 * <p>What it cannot know it leaves: names, postal addresses, numbers written as words.
 */
public final class Redactor {
    /** What starts a mark; nothing in a mark is looked at again. */
    static final char OPEN = '〔';

    private static final char CLOSE = '〕';

    private Redactor() {}

    /** The text with marks in place of traces; the text itself when there is none. */
    public static String redact(String text) {
        return settled(redact(text, spans(text)), text);
    }

    // A mark ends what ran on before, so that something beside it can become recognisable. Each
    // pass
    // leaves less to find, so this ends; most texts need one.
    private static String settled(String redacted, String before) {
        String settled = redacted;
        for (String last = before; !settled.equals(last); ) {
            last = settled;
            settled = redact(last, spans(last));
        }
        return settled;
    }

    /**
     * The same for an excerpt. Where it was cut, it may begin or end within a number or an account
     * that nobody could recognise by the rest, so letters, digits and what joins them are hidden up
     * to the cut when a digit or an @ is among them.
     *
     * @param cutAtStart whether text came before it
     * @param cutAtEnd whether text came after it
     */
    public static String redactExcerpt(String text, boolean cutAtStart, boolean cutAtEnd) {
        return settled(redact(text, excerptSpans(text, cutAtStart, cutAtEnd)), text);
    }

    /** What {@link #redact(String)} hides, by start. */
    public static List<Trace> spans(String text) {
        List<Trace> spans = new ArrayList<>();
        for (Trace trace : Traces.find(TextFolder.fold(text))) {
            if (trace.kind() != Trace.Kind.LINK) {
                spans.add(trace);
            }
        }
        return spans;
    }

    private static List<Trace> excerptSpans(String text, boolean cutAtStart, boolean cutAtEnd) {
        List<Trace> spans = spans(text);
        FoldedText folded = TextFolder.fold(text);
        int n = folded.length();
        int head = 0;
        boolean headDigit = false;
        while (cutAtStart && head < n && joins(folded, head)) {
            headDigit |= tells(folded, head);
            head++;
        }
        int tail = n;
        boolean tailDigit = false;
        while (cutAtEnd && tail > 0 && joins(folded, tail - 1)) {
            tail--;
            tailDigit |= tells(folded, tail);
        }
        if (headDigit && (spans.isEmpty() || spans.get(0).start() >= folded.spanEnd(0, head))) {
            spans.add(0, new Trace(Trace.Kind.FRAGMENT, 0, folded.spanEnd(0, head)));
        }
        int last = spans.size() - 1;
        if (tailDigit && (last < 0 || spans.get(last).end() <= folded.spanStart(tail, n))) {
            int start = folded.spanStart(tail, n);
            spans.add(new Trace(Trace.Kind.FRAGMENT, start, text.length()));
        }
        return spans;
    }

    private static boolean joins(FoldedText text, int i) {
        char c = text.charAt(i);
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || "+-_.@".indexOf(c) >= 0;
    }

    private static boolean tells(FoldedText text, int i) {
        char c = text.charAt(i);
        return (c >= '0' && c <= '9') || c == '@';
    }

    private static String redact(String text, List<Trace> spans) {
        if (spans.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        int from = 0;
        for (Trace span : spans) {
            out.append(text, from, span.start())
                    .append(OPEN)
                    .append(span.kind().code())
                    .append(CLOSE);
            from = span.end();
        }
        return out.append(text, from, text.length()).toString();
    }
}
