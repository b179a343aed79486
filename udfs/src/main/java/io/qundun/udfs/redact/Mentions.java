package io.qundun.udfs.redact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/** Finds accounts that are mentioned with @. */
final class Mentions {
    private static final int MIN_MENTION = 4;
    private static final int MAX_MENTION = 32;

    private Mentions() {}

    /** Accounts mentioned with @, in ASCII. */
    static void find(FoldedText text, TraceSpans spans) {
        int n = text.length();
        for (int i = 0; i < n - MIN_MENTION; i++) {
            if (text.charAt(i) != '@'
                    || (i > 0 && CharKind.isWord(text.kindAt(i - 1)) && !spans.isCovered(i - 1))
                    || spans.isCovered(i + 1)) {
                continue;
            }
            int end = i + 1;
            while (end < n
                    && end - i <= MAX_MENTION
                    && isIdChar(text.charAt(end))
                    && !spans.isCovered(end)) {
                end++;
            }
            if (end - i - 1 >= MIN_MENTION) {
                spans.add(Trace.Kind.MENTION, i, end);
                i = end - 1;
            }
        }
    }

    private static boolean isIdChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
