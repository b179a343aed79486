package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The exact reading finds from its filter's places what it finds from everywhere. */
class SpellingTest {
    private static final String ALPHABET = "赌賭博搏哈一壹1①2abB 网，.上\u200B睹";

    private static String random(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static List<Entry> entries(Random random) {
        Set<String> terms = new LinkedHashSet<>();
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            terms.add(random(random, 1 + random.nextInt(7)));
        }
        List<Entry> entries = new ArrayList<>();
        for (String term : terms) {
            if (TextFolder.fold(term).solidLength() > 0) {
                entries.add(new Entry(new Term(term, "test", 1, Set.of()), 0));
            }
        }
        return entries;
    }

    private static Set<String> found(Candidates found) {
        return found == null
                ? Set.of()
                : IntStream.range(0, found.size())
                        .mapToObj(
                                i ->
                                        found.entry(i).term()
                                                + found.first(i)
                                                + "-"
                                                + found.end(i)
                                                + " "
                                                + found.techniques(i))
                        .collect(java.util.stream.Collectors.toSet());
    }

    @Property(tries = 2000)
    void losesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        Spelling spelling = new Spelling(entries(random), Substitutes.get());
        for (int round = 0; round < 20; round++) {
            FoldedText text = TextFolder.fold(random(random, random.nextInt(40)));
            Scan filtered = new Scan(text, 0, Substitutes.get());
            spelling.scan(filtered);
            Scan everywhere = new Scan(text, 0, Substitutes.get());
            for (int i = 0; i < text.solidLength(); i++) {
                if (!Spelling.isInWord(text, i)) {
                    spelling.at(everywhere, i);
                }
            }
            assertThat(found(filtered.candidates()))
                    .as(text.original())
                    .isEqualTo(found(everywhere.candidates()));
        }
    }

    /** Most of what begins like some of many keys is not walked along in vain. */
    @Test
    void fewPlacesPassThatHoldNothing() {
        Random random = new Random(7);
        Set<String> keys = new LinkedHashSet<>();
        while (keys.size() < 50_000) {
            keys.add(symbols(random, 2 + random.nextInt(6)));
        }
        Beginnings beginnings = new Beginnings(keys);
        int first = 0;
        int second = 0;
        int vain = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = symbols(random, 5);
            int a = text.charAt(0);
            int b = text.charAt(1);
            int c = text.charAt(2);
            int d = text.charAt(3);
            boolean passes = beginnings.mayBegin(a, b, c, d);
            boolean likely = beginnings.isLikely(a, b, c, d, text.charAt(4));
            boolean begins =
                    keys.contains(text.substring(0, 2))
                            || keys.contains(text.substring(0, 3))
                            || keys.contains(text.substring(0, 4));
            assertThat(passes && likely).as(text).isIn(begins, true);
            first += passes ? 1 : 0;
            second += passes && likely ? 1 : 0;
            vain += passes && likely && !begins ? 1 : 0;
        }
        assertThat(second).isLessThan(first);
        assertThat(vain).isLessThan(first / 5);
    }

    private static String symbols(Random random, int length) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < length; i++) {
            double uneven = Math.pow(random.nextDouble(), 3);
            key.append((char) (1 + uneven * Syllables.get().size()));
        }
        return key.toString();
    }
}
