package io.qundun.udfs.redact;

import io.qundun.udfs.text.FoldedText;
import java.util.Set;

/** Finds e-mail addresses and addresses of web pages. */
final class Addresses {
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 255;
    private static final int MAX_PATH = 2048;

    /**
     * Top-level domains by which a name without http:// or www. is taken for a web page: those of
     * common sites in Chinese and English chat and those that registries sell cheaply.
     */
    private static final Set<String> TOP_LEVEL =
            Set.of(
                    "app", "art", "asia", "bet", "bid", "biz", "cc", "cf", "click", "club", "cn",
                    "co", "com", "cyou", "date", "fit", "fun", "ga", "gg", "gq", "group", "hk",
                    "icu", "in", "info", "ink", "io", "jp", "kim", "kr", "la", "life", "link",
                    "live", "love", "ltd", "me", "ml", "mobi", "monster", "net", "one", "online",
                    "org", "plus", "pro", "pub", "pw", "red", "ren", "ru", "run", "shop", "site",
                    "space", "store", "tech", "tk", "today", "top", "tv", "tw", "uk", "us", "vip",
                    "wang", "website", "win", "work", "world", "ws", "xin", "xyz", "zone");

    private Addresses() {}

    static void emails(FoldedText text, TraceSpans spans) {
        int n = text.length();
        for (int i = 1; i < n - 1; i++) {
            if (text.charAt(i) != '@') {
                continue;
            }
            int first = i;
            while (first > 0 && i - first < MAX_LOCAL && isLocal(text.charAt(first - 1))) {
                first--;
            }
            int end = endOfDomain(text, i + 1);
            if (first < i && topLevel(text, i + 1, end) > 0) {
                spans.add(Trace.Kind.EMAIL, first, end);
                i = end - 1;
            }
        }
    }

    static void links(FoldedText text, TraceSpans spans) {
        int n = text.length();
        int from = 0;
        for (int i = 0; i < n - 1; i++) {
            char c = text.charAt(i);
            int first;
            int host;
            boolean certain;
            if (c == ':' && isScheme(text, i)) {
                first =
                        i
                                - (text.charAt(i - 1) == 's' && i >= 5 && text.charAt(i - 5) == 'h'
                                        ? 5
                                        : 4);
                host = i + 3;
                certain = true;
            } else if (c == '.' && i > from && isName(text.charAt(i - 1))) {
                first = i;
                while (first > from && i - first < MAX_DOMAIN && isName(text.charAt(first - 1))) {
                    first--;
                }
                host = first;
                certain = i - first == 3 && startsWith(text, first, "www");
            } else {
                continue;
            }
            int end = endOfDomain(text, host);
            if (end == host || spans.isCovered(host)) {
                continue;
            }
            int dots = topLevel(text, host, end);
            if (certain ? end - host >= 3 : dots > 0 && isKnown(text, host, end)) {
                end = endOfPath(text, end);
                spans.add(Trace.Kind.LINK, Math.max(first, from), end);
                from = end;
                i = end - 1;
            } else if (c == '.') {
                // The name was read as a whole; its other dots would lead to the same.
                from = end;
                i = end - 1;
            }
        }
    }

    private static boolean isScheme(FoldedText text, int colon) {
        return startsWith(text, colon, "://")
                && ((colon >= 4 && startsWith(text, colon - 4, "http"))
                        || (colon >= 5 && startsWith(text, colon - 5, "https")));
    }

    private static boolean isLocal(char c) {
        return isName(c) || c == '.' || c == '_' || c == '%' || c == '+';
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    /** Labels parted by single dots; the dot of a sentence's end is left out. */
    private static int endOfDomain(FoldedText text, int start) {
        int n = Math.min(text.length(), start + MAX_DOMAIN);
        int end = start;
        while (end < n) {
            char c = text.charAt(end);
            boolean dot = c == '.' && end > start && end + 1 < n && isName(text.charAt(end + 1));
            if (!isName(c) && !dot) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Where the last label starts when it has at least two letters and nothing else; else 0. */
    private static int topLevel(FoldedText text, int start, int end) {
        int label = end;
        while (label > start && text.charAt(label - 1) != '.') {
            label--;
            char c = text.charAt(label);
            if (c < 'a' || c > 'z') {
                return 0;
            }
        }
        return label > start && end - label >= 2 ? label : 0;
    }

    private static boolean isKnown(FoldedText text, int start, int end) {
        int label = topLevel(text, start, end);
        return end - label <= 8 && TOP_LEVEL.contains(text.subSequence(label, end).toString());
    }

    private static int endOfPath(FoldedText text, int start) {
        int n = Math.min(text.length(), start + MAX_PATH);
        if (start >= n || "/:?#".indexOf(text.charAt(start)) < 0) {
            return start;
        }
        int end = start;
        while (end < n && isPath(text.charAt(end))) {
            end++;
        }
        while (end > start && ".,:;!?'\"()".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isPath(char c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>';
    }

    private static boolean startsWith(FoldedText text, int at, String word) {
        if (at < 0 || at + word.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(at + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
