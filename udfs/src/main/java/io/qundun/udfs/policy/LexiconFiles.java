package io.qundun.udfs.policy;

import io.qundun.udfs.match.Combination;
import io.qundun.udfs.match.Lexicon;
import io.qundun.udfs.match.LexiconKeys;
import io.qundun.udfs.match.Term;
import io.qundun.udfs.match.TermFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code lexicon/*.tsv} and {@code allow/*.tsv}. */
final class LexiconFiles {
    private final PolicyFiles files;
    private final Set<String> categories;
    private final Defects defects;
    private final List<Term> terms = new ArrayList<>();
    private final List<String> allowed = new ArrayList<>();

    /** Where a spelling was seen first, by folded spelling and category. */
    private final Map<String, String> places = new HashMap<>();

    private final Map<String, String> termPlaces = new HashMap<>();

    private LexiconFiles(PolicyFiles files, Set<String> categories, Defects defects) {
        this.files = files;
        this.categories = categories;
        this.defects = defects;
    }

    static Lexicon read(PolicyFiles files, Set<String> categories, Defects defects) {
        LexiconFiles reader = new LexiconFiles(files, categories, defects);
        for (String path : files.paths()) {
            if (isLexicon(path)) {
                reader.each(path, reader::term);
            }
        }
        for (String path : files.paths()) {
            if (isAllow(path)) {
                reader.each(path, reader::phrase);
            }
        }
        return new Lexicon(reader.terms, reader.allowed);
    }

    static boolean isLexicon(String path) {
        return path.startsWith("lexicon/") && path.endsWith(".tsv");
    }

    static boolean isAllow(String path) {
        return path.startsWith("allow/") && path.endsWith(".tsv");
    }

    private interface LineReader {
        void read(String file, int line, String[] columns);
    }

    private void each(String path, LineReader reader) {
        String text = PolicyText.decode(path, files.bytes(path), defects);
        if (text == null) {
            return;
        }
        List<String> lines = PolicyText.lines(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                reader.read(path, i + 1, line.split("\t", -1));
            }
        }
    }

    private void term(String file, int line, String[] columns) {
        if (columns.length < 3 || columns.length > 4) {
            defects.add(
                    file,
                    line,
                    "a line is term, category, severity and perhaps flags, separated by tabs; here are %d columns"
                            .formatted(columns.length));
            return;
        }
        String term = columns[0].strip();
        String category = columns[1].strip();
        boolean combined = Combination.isCombination(term);
        Combination combination = combined ? combination(file, line, term) : null;
        boolean sound = combined ? combination != null : isSpelling(file, line, term);
        if (!categories.contains(category)) {
            defects.add(
                    file,
                    line,
                    "category \"%s\" is not declared in policy.yaml".formatted(category));
            sound = false;
        }
        String severity = columns[2].strip();
        if (!severity.matches("[123]")) {
            defects.add(file, line, "severity must be 1, 2 or 3, not \"%s\"".formatted(severity));
            sound = false;
        }
        EnumSet<TermFlag> flags = flags(file, line, columns.length == 4 ? columns[3] : "");
        if (!sound || flags == null) {
            return;
        }
        String place = file + ":" + line;
        String key = combined ? combination.key() : LexiconKeys.key(term);
        String first = places.putIfAbsent(category + "\t" + key, place);
        if (first != null) {
            defects.add(
                    file,
                    line,
                    "\"%s\" is matched as the term at %s already; keep one spelling"
                            .formatted(term, first));
            return;
        }
        if (combined) {
            combination
                    .required()
                    .forEach(part -> termPlaces.putIfAbsent(LexiconKeys.key(part), place));
        } else {
            termPlaces.putIfAbsent(key, place);
        }
        terms.add(new Term(term, category, Integer.parseInt(severity), flags));
    }

    private Combination combination(String file, int line, String term) {
        try {
            return Combination.parse(term);
        } catch (IllegalArgumentException e) {
            defects.add(file, line, e.getMessage());
            return null;
        }
    }

    private EnumSet<TermFlag> flags(String file, int line, String column) {
        EnumSet<TermFlag> flags = EnumSet.noneOf(TermFlag.class);
        if (column.isBlank()) {
            return flags;
        }
        for (String code : column.split(",", -1)) {
            TermFlag flag = TermFlag.of(code.strip());
            if (flag == null) {
                List<String> known = new ArrayList<>();
                for (TermFlag each : TermFlag.values()) {
                    known.add(each.code());
                }
                defects.add(
                        file,
                        line,
                        "unknown flag \"%s\"; known are %s"
                                .formatted(code.strip(), String.join(", ", known)));
                return null;
            }
            flags.add(flag);
        }
        if (flags.contains(TermFlag.SOUND) && flags.contains(TermFlag.NO_SOUND)) {
            defects.add(file, line, "flags sound and no-sound exclude each other");
            return null;
        }
        return flags;
    }

    private void phrase(String file, int line, String[] columns) {
        if (columns.length != 1) {
            defects.add(file, line, "a line is one phrase, without tabs");
            return;
        }
        String phrase = columns[0].strip();
        if (!isSpelling(file, line, phrase)) {
            return;
        }
        String key = LexiconKeys.key(phrase);
        String term = termPlaces.get(key);
        if (term != null) {
            defects.add(
                    file,
                    line,
                    "\"%s\" would forgive every match of the term at %s; drop one of them"
                            .formatted(phrase, term));
            return;
        }
        // Two spellings of one phrase do no harm.
        if (places.putIfAbsent("\t" + key, file + ":" + line) == null) {
            allowed.add(phrase);
        }
    }

    private boolean isSpelling(String file, int line, String spelling) {
        String problem = LexiconKeys.problem(spelling);
        if (problem != null) {
            defects.add(file, line, problem);
        }
        return problem == null;
    }
}
