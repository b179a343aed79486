package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.Evasion;
import io.qundun.udfs.confusable.EvasiveSpelling;
import io.qundun.udfs.text.TextFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that come near a term and have none. */
class HarmlessLinesTest {
    private static LexiconMatcher matcher(String lexicon, List<Term> terms) {
        return new LexiconMatcher(
                new Lexicon(terms, lines(lexicon + "-allowed.txt")),
                terms.stream().map(Term::category).distinct().toList());
    }

    private static List<String> lines(String name) {
        try (InputStream in = HarmlessLinesTest.class.getResourceAsStream("/match/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Term> terms(String lexicon) {
        List<Term> terms = new ArrayList<>();
        for (String line : lines(lexicon + "-lexicon.tsv")) {
            String[] columns = line.split("\t", -1);
            EnumSet<TermFlag> flags = EnumSet.noneOf(TermFlag.class);
            if (columns.length > 3) {
                flags.add(TermFlag.of(columns[3]));
            }
            terms.add(new Term(columns[0], columns[1], Integer.parseInt(columns[2]), flags));
        }
        return terms;
    }

    @ParameterizedTest
    @CsvSource({
        "mixed, harmless.txt, 200",
        "mixed, harmless-more.txt, 150",
        "everyday, harmless-everyday.txt, 170"
    })
    void hitsNoHarmlessLine(String lexicon, String name, int least) {
        LexiconMatcher matcher = matcher(lexicon, terms(lexicon));
        List<String> lines = lines(name);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(least).doesNotHaveDuplicates();
        List<String> hit = new ArrayList<>();
        for (String line : lines) {
            for (Hit found : matcher.match(TextFolder.fold(line)).hits()) {
                if (found.confidence() >= TextMatcher.SURE) {
                    hit.add(line + " -> " + found);
                }
            }
        }
        assertThat(hit).isEmpty();
    }

    /** The lines would be no test of a matcher that finds nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"mixed", "everyday"})
    void hitsTheTermsThemselves(String lexicon) {
        List<Term> terms = terms(lexicon);
        LexiconMatcher matcher = matcher(lexicon, terms);
        SplittableRandom random = new SplittableRandom(11);
        for (Term term : terms) {
            String plain = "昨天看到 " + term.term() + " 了";
            assertThat(matcher.match(TextFolder.fold(plain)).hits())
                    .as(plain)
                    .anyMatch(hit -> hit.term().equals(term.term()));
            if (term.flags().contains(TermFlag.SOUND)) {
                String pinyin =
                        EvasiveSpelling.message(term.term(), Evasion.PINYIN, random).orElseThrow();
                assertThat(matcher.match(TextFolder.fold(pinyin)).hits())
                        .as(pinyin)
                        .anyMatch(
                                hit ->
                                        hit.term().equals(term.term())
                                                && hit.confidence() >= TextMatcher.SURE);
            }
        }
    }
}
