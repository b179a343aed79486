package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.PhoneticSeries;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesCodesTest {
    private static final SeriesCodes CODES = codes("海洛因", "二十一点", "悔改书");

    private static SeriesCodes codes(String... terms) {
        List<Entry> entries =
                List.of(terms).stream()
                        .map(term -> new Entry(new Term(term, "test", 1, Set.of()), 0))
                        .toList();
        return new SeriesCodes(new Spelling(entries, Substitutes.get()));
    }

    @Test
    void hasOneNumberForWhatTheLexiconTakesForTheSame() {
        assertThat(CODES.of('1')).isEqualTo(CODES.of('一')).isNotEqualTo(CODES.of('2'));
        assertThat(CODES.of('海')).isNotEqualTo(CODES.of('悔')).isNotEqualTo(CODES.of('梅'));
    }

    @Test
    void hasOneSeriesForWhatDiffersInItsRadical() {
        SeriesCodes codes = codes("赌博");
        for (char c = '一'; c <= '龥'; c++) {
            char root = PhoneticSeries.get().of(c);
            if (Substitutes.get().martianPlain(c) != 0) {
                // The lexicon may take it for something else.
                continue;
            }
            assertThat(SeriesCodes.series(codes.of(c)))
                    .as(c + " and " + root)
                    .isEqualTo(SeriesCodes.series(codes.of(root)));
        }
        assertThat(SeriesCodes.series(CODES.of('海')))
                .isEqualTo(SeriesCodes.series(CODES.of('悔')))
                .isNotEqualTo(SeriesCodes.series(CODES.of('洛')));
    }

    /** However many there are, what is common shares its series with nothing rare. */
    @Test
    void sharesNumbersOfWhatIsRareAlone() {
        int common = SeriesCodes.series(CODES.of('的'));
        for (char c = 1; c < Character.MAX_VALUE; c++) {
            if (c != '的' && PhoneticSeries.get().of(c) != PhoneticSeries.get().of('的')) {
                assertThat(SeriesCodes.series(CODES.of(c))).as("%x", (int) c).isNotEqualTo(common);
            }
            assertThat(CODES.of(c)).isPositive();
        }
    }
}
