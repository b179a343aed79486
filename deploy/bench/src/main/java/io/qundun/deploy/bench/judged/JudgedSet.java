package io.qundun.deploy.bench.judged;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Lines to be judged, with the lexicon and the allowed phrases that they were made for: such as
 * hide a term, and harmless ones that come near it. Each set was unseen when it was first judged.
 * Read in the same order by whoever writes the lines and by whoever judges the answers.
 *
 * @param allowed phrases that are no term
 */
record JudgedSet(List<JudgedTerm> terms, List<String> allowed, List<JudgedSet.Line> lines) {

    /** In the first set the technique of lines that were made up by hand, of whatever kind. */
    private static final String BY_HAND = "by hand";

    /** The technique of harmless lines. */
    static final String HARMLESS = "harmless";

    private static final int SPELLINGS = 2;
    private static final List<String> BEFORE =
            List.of("", "今天", "群里有人发", "有没有", "听说", "现在流行", "你好，", "大家注意：");
    private static final List<String> AFTER =
            List.of("", "吗", "的消息", "，懂的来", "了解一下", " 谢谢", "！！", "怎么样");
    private static final List<String> LATIN_BEFORE =
            List.of("", "hi all, ", "looking for ", "有人要 ");
    private static final List<String> LATIN_AFTER = List.of("", " now", " here!", " 吗");

    /**
     * A line.
     *
     * @param technique {@link #HARMLESS} for one that must not be hit
     * @param term its plain spelling, empty for a harmless line
     */
    record Line(String technique, String term, String category, String text) {

        /** Whether the term has two characters, so that it is reported apart. */
        boolean isPair() {
            return term.length() == 2;
        }
    }

    /** A term of the lexicon, with its flags as a lexicon file has them. */
    record JudgedTerm(String term, String category, String flags) {}

    /** The sets, by what the command calls them. */
    enum Name {
        FIRST,
        SECOND,
        THIRD,
        FOURTH,
        FIFTH,
        SIXTH,
        SEVENTH,
        EIGHTH,
        NINTH,
        TENTH,
        ELEVENTH,
        TWELFTH,
        THIRTEENTH,
        FOURTEENTH,
        FIFTEENTH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a set. The first has every term in every technique that applies, too.
     *
     * @param seed the same one gives the same lines
     */
    static JudgedSet of(Name name, long seed) {
        String folder = name.toString();
        List<JudgedTerm> terms =
                content(folder + "/terms.tsv").stream()
                        .map(line -> line.split("\t", -1))
                        .map(f -> new JudgedTerm(f[0], f[1], f[2].equals("-") ? "" : f[2]))
                        .toList();
        List<Line> lines = new ArrayList<>();
        boolean first = name == Name.FIRST;
        if (first) {
            Spellings spellings =
                    new Spellings(new CharacterForms(content(folder + "/characters.tsv")));
            spellings
                    .techniques()
                    .forEach(
                            (technique, spelling) ->
                                    terms.forEach(t -> spell(t, technique, spelling, seed, lines)));
        }
        Map<String, String> categories =
                terms.stream().collect(Collectors.toMap(JudgedTerm::term, JudgedTerm::category));
        for (String line : content(folder + "/by-hand.tsv")) {
            String[] fields = line.split("\t", -1);
            lines.add(
                    new Line(
                            first ? BY_HAND : fields[0],
                            fields[1],
                            categories.get(fields[1]),
                            fields[2].replace("\\n", "\n")));
        }
        for (String line : content(folder + "/harmless.txt")) {
            lines.add(new Line(HARMLESS, "", "", line.replace("\\n", "\n")));
        }
        return new JudgedSet(terms, content(folder + "/allowed.txt"), lines);
    }

    private static void spell(
            JudgedTerm term,
            String name,
            Spellings.Technique technique,
            long seed,
            List<Line> lines) {
        boolean sound =
                name.contains("sound") || name.contains("syllable") || name.equals("bopomofo");
        if ((term.flags().contains("no-sound") && sound)
                || (term.flags().contains("no-pinyin")
                        && (name.contains("pinyin")
                                || name.contains("syllable")
                                || name.equals("bopomofo")))) {
            return;
        }
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < SPELLINGS; i++) {
            SplittableRandom random =
                    new SplittableRandom(
                            seed + 31L * (name.hashCode() + 31L * term.term().hashCode()) + i);
            String spelled = technique.spell(term.term(), random);
            if (spelled.isEmpty() || spelled.equals(term.term()) || !seen.add(spelled)) {
                continue;
            }
            boolean latin = Spellings.isLatin(term.term());
            boolean words = latin || name.startsWith("pinyin");
            List<String> before = latin ? LATIN_BEFORE : BEFORE;
            List<String> after = latin ? LATIN_AFTER : AFTER;
            String head =
                    name.startsWith("columns") ? "" : before.get(random.nextInt(before.size()));
            String tail = name.startsWith("columns") ? "" : after.get(random.nextInt(after.size()));
            String space = words ? " " : "";
            lines.add(
                    new Line(
                            name,
                            term.term(),
                            term.category(),
                            (head + space + spelled + space + tail).strip()));
        }
    }

    private static List<String> content(String name) {
        try (InputStream in = JudgedSet.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new QundunException("cannot read " + name, e);
        }
    }
}
