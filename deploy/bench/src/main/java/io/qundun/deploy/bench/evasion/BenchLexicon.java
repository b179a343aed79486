package io.qundun.deploy.bench.evasion;

import io.qundun.deploy.QundunException;
import io.qundun.udfs.match.Lexicon;
import io.qundun.udfs.match.LexiconMatcher;
import io.qundun.udfs.match.Term;
import io.qundun.udfs.match.TermFlag;
import io.qundun.udfs.match.TextMatcher;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lexicon that is measured.
 *
 * @param name for reports
 * @param lexicon terms and allowed phrases; terms that want each other's company left out
 */
record BenchLexicon(String name, Lexicon lexicon) {

    /** The lexicon of a policy pack. */
    static BenchLexicon of(Path pack) {
        PolicyFiles files;
        try {
            files = PolicyFiles.read(pack);
        } catch (IOException e) {
            throw new QundunException(
                    "the policy pack " + pack + " cannot be read: " + e.getMessage(), e);
        }
        List<Term> terms = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        for (String path : files.paths()) {
            String text = new String(files.bytes(path), StandardCharsets.UTF_8);
            if (path.startsWith("lexicon/")) {
                terms.addAll(terms(text));
            } else if (path.startsWith("allow/")) {
                text.lines()
                        .filter(BenchLexicon::isContent)
                        .map(line -> line.split("\t", -1)[0].strip())
                        .forEach(allowed::add);
            }
        }
        return new BenchLexicon("default", new Lexicon(terms, allowed));
    }

    /** Mild everyday terms that nothing was tuned on, from this module. */
    static BenchLexicon untuned() {
        return new BenchLexicon(
                "untuned", new Lexicon(terms(resource("untuned-lexicon.tsv")), List.of()));
    }

    /** The two-character Chinese terms of this lexicon, all of them flagged {@code sound} only. */
    BenchLexicon stress() {
        Set<String> seen = new LinkedHashSet<>();
        List<Term> terms = new ArrayList<>();
        for (Term term : lexicon.terms()) {
            if (isTwoCharacters(term.term()) && seen.add(term.term())) {
                terms.add(
                        new Term(
                                term.term(),
                                term.category(),
                                term.severity(),
                                EnumSet.of(TermFlag.SOUND)));
            }
        }
        return new BenchLexicon("stress", new Lexicon(terms, lexicon.allowed()));
    }

    static boolean isTwoCharacters(String term) {
        return term.length() == 2 && term.codePoints().allMatch(Character::isIdeographic);
    }

    static String resource(String name) {
        try (InputStream in = BenchLexicon.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new QundunException("cannot read " + name, e);
        }
    }

    private static List<Term> terms(String text) {
        List<Term> terms = new ArrayList<>();
        for (String line : text.lines().filter(BenchLexicon::isContent).toList()) {
            String[] columns = line.split("\t", -1);
            String term = columns[0].strip();
            if (columns.length < 3 || term.contains(" & ") || term.contains(" ~ ")) {
                continue;
            }
            EnumSet<TermFlag> flags = EnumSet.noneOf(TermFlag.class);
            if (columns.length > 3) {
                for (String code : columns[3].split(",", -1)) {
                    TermFlag flag = TermFlag.of(code.strip());
                    if (flag != null) {
                        flags.add(flag);
                    }
                }
            }
            terms.add(
                    new Term(
                            term, columns[1].strip(), Integer.parseInt(columns[2].strip()), flags));
        }
        return terms;
    }

    private static boolean isContent(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    /** Compiles the matcher. */
    TextMatcher matcher() {
        return new LexiconMatcher(lexicon, categories());
    }

    List<String> categories() {
        return lexicon.terms().stream().map(Term::category).distinct().toList();
    }

    /** How many terms a category has. */
    Map<String, Long> sizes() {
        return lexicon.terms().stream()
                .collect(Collectors.groupingBy(Term::category, Collectors.counting()));
    }
}
