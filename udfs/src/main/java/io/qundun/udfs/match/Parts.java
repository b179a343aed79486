package io.qundun.udfs.match;

import io.qundun.udfs.confusable.Splits;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import java.util.Collection;
import java.util.stream.IntStream;

/** Which characters side by side may be the parts of one that some entry has. Immutable. */
final class Parts {
    private static final char FIRST = 0x3400;
    private static final char LAST = 0x9FFF;

    /** Units, separators among them, after a first part in which the second must stand. */
    private static final int REACH = 3;

    private final PairFilter pairs;
    private final boolean[] begins = new boolean[1 << 16];

    Parts(Collection<Entry> entries) {
        int[] all = pairs(entries);
        pairs = new PairFilter(all.length);
        for (int pair : all) {
            pairs.add(pair >>> 16, pair & 0xFFFF);
            begins[pair >>> 16] = true;
        }
    }

    /** The first two parts of all characters of the entries, the first in the upper half. */
    static int[] pairs(Collection<Entry> entries) {
        boolean[] wanted = new boolean[1 << 16];
        for (Entry entry : entries) {
            for (int i = 0; i < entry.solid().length(); i++) {
                wanted[entry.solid().charAt(i)] = true;
            }
        }
        Splits splits = Splits.get();
        return IntStream.rangeClosed(FIRST, LAST)
                .filter(c -> wanted[c])
                .flatMap(
                        c ->
                                splits.of(c).stream()
                                        .mapToInt(each -> each.charAt(0) << 16 | each.charAt(1)))
                .distinct()
                .toArray();
    }

    /** Whether a character may be the first part. */
    boolean begins(char c) {
        return begins[c];
    }

    /** Whether two characters may be the first two parts. */
    boolean mayBe(char first, char second) {
        return begins[first] && pairs.mayHave(first, second);
    }

    /** Whether the first part stands at a folded unit, and the second soon after. */
    boolean mayBeginAt(FoldedText text, int at) {
        if (!begins[text.charAt(at)]) {
            return false;
        }
        for (int i = at + 1; i < Math.min(text.length(), at + 1 + REACH); i++) {
            if (text.kindAt(i) == CharKind.HAN) {
                return pairs.mayHave(text.charAt(at), text.charAt(i));
            }
            if (text.kindAt(i) != CharKind.SEPARATOR) {
                return false;
            }
        }
        return false;
    }

    long bytes() {
        return pairs.bytes() + begins.length + 16;
    }
}
