package io.qundun.deploy.traffic;

import io.qundun.udfs.confusable.Evasion;
import io.qundun.udfs.confusable.EvasiveSpelling;
import java.util.List;

/** Spells marked terms so that a plain search misses them, as spammers do. Stateless. */
final class MarkedTerms {

    private static final List<Evasion> TECHNIQUES =
            List.of(
                    Evasion.SPACE,
                    Evasion.PUNCTUATION,
                    Evasion.CJK_PUNCTUATION,
                    Evasion.ZERO_WIDTH,
                    Evasion.FULL_WIDTH,
                    Evasion.TRADITIONAL);

    private MarkedTerms() {}

    /** Rewrites every {@code <term>} by one technique, and takes the marks away. */
    static String disguise(String marked, Chance chance) {
        Evasion technique = chance.pick(TECHNIQUES);
        StringBuilder text = new StringBuilder(marked.length() * 2);
        int from = 0;
        while (true) {
            int open = marked.indexOf('<', from);
            int close = open < 0 ? -1 : marked.indexOf('>', open);
            if (close < 0) {
                return text.append(marked, from, marked.length()).toString();
            }
            text.append(marked, from, open);
            String term = marked.substring(open + 1, close);
            text.append(EvasiveSpelling.spell(term, technique, chance.generator()).orElse(term));
            from = close + 1;
        }
    }
}
