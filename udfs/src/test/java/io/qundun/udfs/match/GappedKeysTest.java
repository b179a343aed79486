package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GappedKeysTest {

    /** Whatever symbol is left out, a key is found, and little that is none. */
    @Property(tries = 200)
    void findsEachKeyByAllSymbolsButOne(@ForAll long seed) {
        Random random = new Random(seed);
        int alphabet = 2 + random.nextInt(40);
        TreeSet<String> keys = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            keys.add(symbols(random, alphabet, 2 + random.nextInt(5)));
        }
        PrefixTrie trie = trie(keys, alphabet);
        GappedKeys gapped = gapped(keys, trie);
        for (String key : keys) {
            String first = key.substring(0, Math.min(key.length(), GappedKeys.MOST_SYMBOLS));
            for (int gap = 0; gap < first.length(); gap++) {
                assertThat(found(gapped, first, gap))
                        .as(key + " without " + gap)
                        .contains(first.charAt(gap) + " " + state(trie, first));
            }
        }
    }

    /** Other symbols of the same series find a key, with the series of its fourth symbol. */
    @Property(tries = 100)
    void findsEachKeyByTheSeriesOfItsSymbols(@ForAll long seed) {
        Random random = new Random(seed);
        int alphabet = 2 + random.nextInt(40);
        TreeSet<String> keys = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            keys.add(symbols(random, alphabet, 3 + random.nextInt(4)));
        }
        PrefixTrie trie = trie(keys, alphabet);
        GappedKeys gapped = gapped(keys, trie);
        for (String key : keys) {
            String series = series(key);
            int hash = GappedKeys.akin(series.charAt(0), series.charAt(1), series.charAt(2));
            String first = key.substring(0, Math.min(key.length(), GappedKeys.MOST_SYMBOLS));
            char fourth = first.length() > 3 ? series.charAt(3) : 0;
            assertThat(found(gapped, hash)).contains(fourth + " " + state(trie, first));
        }
    }

    /** Two symbols are one series. */
    private static String series(String key) {
        StringBuilder series = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            series.append((char) (1 + key.charAt(i) / 2));
        }
        return series.toString();
    }

    /** What is found for a text is a key, but for chance. */
    @Property(tries = 20)
    void findsLittleThatIsNoKey(@ForAll long seed) {
        Random random = new Random(seed);
        int alphabet = 200;
        TreeSet<String> keys = new TreeSet<>();
        for (int i = 0; i < 5_000; i++) {
            keys.add(symbols(random, alphabet, 4));
        }
        GappedKeys gapped = gapped(keys, trie(keys, alphabet));
        int wrong = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = symbols(random, alphabet, 4);
            for (String each : found(gapped, text, i % 4)) {
                String key = text.substring(0, i % 4) + each.charAt(0) + text.substring(i % 4 + 1);
                wrong += keys.contains(key) ? 0 : 1;
            }
        }
        assertThat(wrong).isLessThan(20);
    }

    private static PrefixTrie trie(SortedSet<String> keys, int alphabet) {
        return PrefixTrie.of(
                keys.stream().map(String::toCharArray).toArray(char[][]::new), alphabet);
    }

    private static GappedKeys gapped(SortedSet<String> keys, PrefixTrie trie) {
        GappedKeys.Builder builder = new GappedKeys.Builder(trie);
        keys.forEach(key -> builder.add(key, series(key)));
        return builder.build();
    }

    private static List<String> found(GappedKeys gapped, String text, int gap) {
        StringBuilder rest = new StringBuilder(text).deleteCharAt(gap).append("\0\0");
        int hash =
                GappedKeys.hash(text.length(), gap, rest.charAt(0), rest.charAt(1), rest.charAt(2));
        return found(gapped, hash);
    }

    private static List<String> found(GappedKeys gapped, int hash) {
        List<String> found = new ArrayList<>();
        for (int i = gapped.first(hash); i >= 0; i = gapped.next(i, hash)) {
            found.add(gapped.missing(i) + " " + gapped.state(i));
        }
        return found;
    }

    private static int state(PrefixTrie trie, String key) {
        int state = PrefixTrie.ROOT;
        for (int i = 0; i < key.length(); i++) {
            state = trie.next(state, key.charAt(i));
        }
        return state;
    }

    private static String symbols(Random random, int alphabet, int length) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < length; i++) {
            char symbol = (char) (1 + random.nextInt(alphabet));
            // A key is without runs.
            while (i > 0 && symbol == key.charAt(i - 1)) {
                symbol = (char) (1 + random.nextInt(alphabet));
            }
            key.append(symbol);
        }
        return key.toString();
    }
}
