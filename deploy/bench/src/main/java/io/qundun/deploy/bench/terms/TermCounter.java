package io.qundun.deploy.bench.terms;

import io.qundun.deploy.bench.terms.TermUse.Reading;
import io.qundun.udfs.confusable.LookAlikes;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.match.Combination;
import io.qundun.udfs.match.Term;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what everyday text writes where a matcher could see a term: no matcher and no veto stands
 * between, so the counts do not depend on how matching is tuned. Characters are read in their
 * commonest way. Terms of two to four Chinese characters. For one thread.
 */
final class TermCounter {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 4;
    private static final int MAX_GAP = 6;

    private final Syllables syllables = Syllables.get();
    private final LookAlikes lookAlikes = LookAlikes.get();
    private final List<TermUse> uses = new ArrayList<>();

    /** By the term's spelling with one character left open, as in 赌_. */
    private final Map<String, List<TermUse>> byOpening = new HashMap<>();

    private final Map<String, List<TermUse>> byPinyin = new HashMap<>();

    TermCounter(List<Term> terms) {
        for (Term term : terms) {
            String spelling = term.term();
            if (spelling.length() < SHORTEST
                    || spelling.length() > LONGEST
                    || Combination.isCombination(spelling)
                    || !spelling.codePoints().allMatch(c -> syllables.mainBase(c) >= 0)) {
                continue;
            }
            TermUse use = new TermUse(term);
            uses.add(use);
            StringBuilder pinyin = new StringBuilder();
            for (int i = 0; i < spelling.length(); i++) {
                pinyin.append(syllables.spelling(syllables.mainBase(spelling.charAt(i))));
                byOpening.computeIfAbsent(open(spelling, i), key -> new ArrayList<>()).add(use);
            }
            byPinyin.computeIfAbsent(pinyin.toString(), key -> new ArrayList<>()).add(use);
        }
    }

    List<TermUse> uses() {
        return uses;
    }

    private static String open(String spelling, int at) {
        return spelling.substring(0, at) + '_' + spelling.substring(at + 1);
    }

    /** Counts one message. */
    void count(String message) {
        FoldedText text = TextFolder.fold(message);
        StringBuilder characters = new StringBuilder();
        List<Integer> gaps = new ArrayList<>();
        int gap = 0;
        for (int i = 0; i < text.length(); i++) {
            byte kind = text.kindAt(i);
            if (kind == CharKind.SEPARATOR) {
                gap++;
                continue;
            }
            boolean han = kind == CharKind.HAN;
            if (!han || gap > MAX_GAP) {
                windows(characters, gaps);
                characters.setLength(0);
                gaps.clear();
            }
            if (han) {
                characters.append(text.charAt(i));
                gaps.add(gap);
            } else if (kind == CharKind.LATIN && (i == 0 || text.kindAt(i - 1) != CharKind.LATIN)) {
                latin(text, i);
            }
            gap = 0;
        }
        windows(characters, gaps);
    }

    private void latin(FoldedText text, int start) {
        int end = start;
        while (end < text.length() && text.kindAt(end) == CharKind.LATIN) {
            end++;
        }
        String word = text.subSequence(start, end).toString();
        for (TermUse use : byPinyin.getOrDefault(word, List.of())) {
            use.count(Reading.PINYIN, word);
        }
    }

    private void windows(StringBuilder characters, List<Integer> gaps) {
        for (int start = 0; start + SHORTEST <= characters.length(); start++) {
            boolean apart = false;
            for (int length = 2;
                    length <= LONGEST && start + length <= characters.length();
                    length++) {
                apart |= gaps.get(start + length - 1) > 0;
                window(characters.substring(start, start + length), apart);
            }
        }
    }

    private void window(String spelling, boolean apart) {
        for (int i = 0; i < spelling.length(); i++) {
            for (TermUse use : byOpening.getOrDefault(open(spelling, i), List.of())) {
                char wanted = use.term().term().charAt(i);
                char there = spelling.charAt(i);
                if (wanted == there) {
                    // Found once for every character that can be left open.
                    if (i == 0) {
                        use.count(apart ? Reading.APART : Reading.PLAIN, spelling);
                    }
                } else if (!apart) {
                    count(use, wanted, there, spelling);
                }
            }
        }
    }

    private void count(TermUse use, char wanted, char there, String spelling) {
        int base = syllables.mainBase(there);
        int distance =
                base == Syllables.NONE
                        ? Syllables.FAR
                        : syllables.distance(syllables.mainBase(wanted), base);
        if (distance == 0) {
            use.count(Reading.SOUND, spelling);
        } else if (distance < Syllables.FAR) {
            use.count(Reading.NEAR_SOUND, spelling);
        }
        if (lookAlikes.score(wanted, there) > 0) {
            use.count(Reading.SHAPE, spelling);
        }
    }
}
