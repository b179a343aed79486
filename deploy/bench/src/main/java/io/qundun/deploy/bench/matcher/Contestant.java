package io.qundun.deploy.bench.matcher;

import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import io.qundun.udfs.match.Lexicon;
import io.qundun.udfs.match.LexiconMatcher;
import io.qundun.udfs.match.MatchProfile;
import io.qundun.udfs.match.Term;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A matcher over a set of patterns, built and ready. */
interface Contestant {
    /** Hits in one message. */
    int hits(String message);

    /** Bytes that the matcher itself reckons it holds; 0 when it does not. */
    default long reckonedBytes() {
        return 0;
    }

    /** Which matcher, and how set. */
    enum Kind {
        /** AhoCorasickDoubleArrayTrie 1.2.3, which folds nothing. */
        AUTOMATON("AhoCorasickDoubleArrayTrie"),
        /** Qundun with what folding undoes. */
        FOLD("qundun FOLD"),
        /** Qundun with all techniques. */
        ALL("qundun ALL"),
        /** sensitive-word 0.25.0 with its default folding. */
        SENSITIVE_WORD("sensitive-word");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        Contestant build(List<String> patterns) {
            return switch (this) {
                case AUTOMATON -> automaton(patterns);
                case FOLD -> ours(patterns, MatchProfile.FOLD);
                case ALL -> ours(patterns, MatchProfile.ALL);
                case SENSITIVE_WORD -> sensitiveWord(patterns);
            };
        }
    }

    private static Contestant automaton(List<String> patterns) {
        TreeMap<String, Boolean> words = new TreeMap<>();
        patterns.forEach(pattern -> words.put(pattern, Boolean.TRUE));
        AhoCorasickDoubleArrayTrie<Boolean> trie = new AhoCorasickDoubleArrayTrie<>();
        trie.build(words);
        return message -> {
            int[] count = new int[1];
            AhoCorasickDoubleArrayTrie.IHit<Boolean> counter = (begin, end, value) -> count[0]++;
            trie.parseText(message, counter);
            return count[0];
        };
    }

    private static Contestant ours(List<String> patterns, MatchProfile profile) {
        List<Term> terms = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            terms.add(new Term(pattern, "pattern", 1, Set.of()));
        }
        LexiconMatcher matcher =
                new LexiconMatcher(new Lexicon(terms, List.of()), List.of("pattern"), profile);
        FoldedText folded = new FoldedText();
        return new Contestant() {
            @Override
            public int hits(String message) {
                TextFolder.fold(message, folded);
                return matcher.match(folded, 0).hitCount();
            }

            @Override
            public long reckonedBytes() {
                return matcher.bytes();
            }
        };
    }

    private static Contestant sensitiveWord(List<String> patterns) {
        SensitiveWordBs words =
                SensitiveWordBs.newInstance().wordDeny(() -> patterns).wordAllow(List::of).init();
        return message -> words.findAll(message).size();
    }
}
