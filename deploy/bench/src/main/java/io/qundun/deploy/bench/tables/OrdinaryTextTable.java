package io.qundun.deploy.bench.tables;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.bench.Fold;
import io.qundun.udfs.confusable.OrdinaryText;
import io.qundun.udfs.confusable.OrdinaryTextFormat;
import io.qundun.udfs.confusable.Syllables;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ordinary-text.bin}: counts of runs of one to four Chinese characters and of Latin words in
 * the texts that may be used for it. A run of three characters and more, or a word, that occurs
 * once is left out, unless it is in our own list of ordinary words or often in jieba's. Offensive
 * rows are for the most part ordinary writing, too; of what only they have, a run must occur once
 * more than otherwise, so that a disguise that somebody thought of is not taken for a habit, and
 * must not sound like a common insult.
 */
final class OrdinaryTextTable {

    private static final int LEAST = 2;
    private static final int LEAST_OFFENSIVE = 2;
    private static final int LISTED = 16;

    /** From how many occurrences on a word of a dictionary is everybody's. */
    private static final int OFTEN = 10;

    /** Insults that are spelled in many ways by the rows that hold them. */
    private static final String INSULTS =
            "傻逼 傻屌 煞笔 狗逼 装逼 牛逼 妈逼 麻痹 脑残 贱人 贱货 畜生 畜牲 婊子 垃圾 白痴 智障 废物 去死 滚蛋 混蛋 王八 杂种 操你"
                    + " 屌丝 变态 色情 强奸 操你妈 你妈逼 王八蛋 去死吧 狗东西";

    private static final int LONGEST_WORD = 24;

    private final Map<String, Integer> runs = new HashMap<>();
    private final Map<String, Integer> offensiveRuns = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();

    private final Fold leftOut;

    private OrdinaryTextTable(Fold leftOut) {
        this.leftOut = leftOut;
    }

    static int write(Path data, Path into, Fold leftOut) {
        OrdinaryTextTable table = new OrdinaryTextTable(leftOut);
        table.read(data, "zh-dialogue/dialogue.tsv.gz", 1, -1, "");
        table.read(data, "cold/train.tsv.gz", 3, 1, "0");
        table.read(data, "cold/dev.tsv.gz", 3, 1, "0");
        table.read(data, "swsr/train.tsv.gz", 3, 0, "0");
        table.readOffensive(data, "cold/train.tsv.gz", 3, 1, "1");
        table.readOffensive(data, "cold/dev.tsv.gz", 3, 1, "1");
        table.readOffensive(data, "swsr/train.tsv.gz", 3, 0, "1");
        table.read(data, "sms-spam-en/train.tsv.gz", 1, 0, "ham");
        table.read(data, "davidson-en/train.tsv.gz", 1, 0, "2");
        table.readOwnList();
        table.addWords();
        return table.write(into);
    }

    /** Counts a column of the rows that have a value in another one, the head row left out. */
    private void read(Path data, String name, int column, int labelColumn, String label) {
        read(data, name, column, labelColumn, label, runs);
    }

    private void readOffensive(Path data, String name, int column, int labelColumn, String label) {
        read(data, name, column, labelColumn, label, offensiveRuns);
    }

    private void read(
            Path data,
            String name,
            int column,
            int labelColumn,
            String label,
            Map<String, Integer> into) {
        List<String> lines = TableSource.lines(data, name);
        int needed = 1 + Math.max(column, labelColumn);
        long row = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (fields.length < needed) {
                throw new QundunException(
                        "%s, line %d: %d fields apart by tabs, where there have to be %d or more; mend or delete the line"
                                .formatted(data.resolve(name), i + 1, fields.length, needed));
            }
            if ((labelColumn < 0 || fields[labelColumn].equals(label)) && !leftOut.has(row++)) {
                count(fields[column], 1, into);
            }
        }
    }

    private void readOwnList() {
        String name = "ordinary-words.txt";
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                OrdinaryTextTable.class.getResourceAsStream(name),
                                StandardCharsets.UTF_8))) {
            for (String line : reader.lines().toList()) {
                if (!line.startsWith("#")) {
                    for (String word : line.split(" ", -1)) {
                        count(word, LISTED, runs);
                    }
                }
            }
        } catch (IOException e) {
            throw new QundunException("cannot read " + name, e);
        }
    }

    /** Whole words that the texts may lack. */
    private void addWords() {
        for (String word : ListedWords.of(OrdinaryText.LONGEST - 1, OrdinaryText.LONGEST, OFTEN)) {
            runs.merge(word, LEAST, Math::max);
        }
    }

    private void count(String text, int times, Map<String, Integer> into) {
        FoldedText folded = TextFolder.fold(text);
        String characters = folded.toString();
        int n = folded.length();
        for (int i = 0; i < n; ) {
            byte kind = folded.kindAt(i);
            int end = i + 1;
            while (end < n && folded.kindAt(end) == kind) {
                end++;
            }
            if (kind == CharKind.HAN) {
                countRuns(characters, i, end, times, into);
            } else if (kind == CharKind.LATIN && end - i <= LONGEST_WORD) {
                boolean alone =
                        (i == 0 || folded.kindAt(i - 1) != CharKind.DIGIT)
                                && (end == n || folded.kindAt(end) != CharKind.DIGIT);
                if (alone) {
                    words.merge(characters.substring(i, end), times, Integer::sum);
                }
            }
            i = end;
        }
    }

    private static void countRuns(
            String characters, int start, int end, int times, Map<String, Integer> into) {
        for (int from = start; from < end; from++) {
            int last = Math.min(end, from + OrdinaryText.LONGEST);
            for (int to = from + 1; to <= last; to++) {
                into.merge(characters.substring(from, to), times, Integer::sum);
            }
        }
    }

    /** The syllables of a run in their commonest readings. */
    private static String sound(String run) {
        StringBuilder sound = new StringBuilder();
        for (int i = 0; i < run.length(); i++) {
            sound.append(Syllables.get().mainBase(run.charAt(i))).append(' ');
        }
        return sound.toString();
    }

    private int write(Path into) {
        Map<Integer, Integer> counts = new HashMap<>();
        Set<String> insults = new HashSet<>();
        for (String insult : INSULTS.split(" ", -1)) {
            insults.add(sound(insult));
        }
        offensiveRuns.forEach(
                (run, count) -> {
                    int least = run.length() <= 2 ? LEAST_OFFENSIVE : LEAST + 1;
                    boolean kept = count >= least && !insults.contains(sound(run));
                    if (runs.containsKey(run) || run.length() == 1 || kept) {
                        runs.merge(run, count, Integer::sum);
                    }
                });
        runs.forEach(
                (run, count) -> {
                    if (run.length() <= 2 || count >= LEAST) {
                        int hash = OrdinaryTextFormat.hashOfRun(run, 0, run.length());
                        counts.merge(hash, count, Math::max);
                    }
                });
        words.forEach(
                (word, count) -> {
                    if (count >= LEAST) {
                        int hash = OrdinaryTextFormat.hashOfWord(word, 0, word.length());
                        counts.merge(hash, count, Math::max);
                    }
                });
        Path file = into.resolve("ordinary-text.bin");
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            OrdinaryTextFormat.write(counts, out);
        } catch (IOException e) {
            throw new QundunException("cannot write the table " + file, e);
        }
        return counts.size();
    }
}
