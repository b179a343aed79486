package io.qundun.deploy.bench.evasion;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.bench.Fold;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/** Messages that harm nobody. */
final class HarmlessText {

    /** The corpora that together must stay below the budget. */
    static final List<String> TRAFFIC =
            List.of(
                    "weibo-traffic-evalonly",
                    "ubuntu-irc-en",
                    "zh-dialogue",
                    "cold",
                    "swsr",
                    "generated");

    private static final int GENERATED = 50_000;
    private static final List<String> LINKS =
            List.of("的", "，", "和", "了", "是", "在", "不", "我", "你", "也", "去", "要", "有", " ", "就", "还");

    private HarmlessText() {}

    /** What lies in a data folder, by name. */
    static Map<String, List<String>> of(Path data) {
        Map<String, List<String>> corpora = new LinkedHashMap<>();
        add(corpora, data, "weibo-traffic-evalonly", "weibo_comments_200k.txt.gz", 0, false);
        add(corpora, data, "ubuntu-irc-en", "chat.tsv.gz", 3, true);
        add(corpora, data, "zh-dialogue", "dialogue.tsv.gz", 1, true);
        if (corpora.isEmpty()) {
            throw new QundunException(
                    "--data: none of weibo-traffic-evalonly/, ubuntu-irc-en/, zh-dialogue/ is in "
                            + data);
        }
        return corpora;
    }

    /** The share of the texts that train that a table was made without. */
    static Map<String, List<String>> leftOut(Path data, Fold fold) {
        Map<String, List<String>> corpora = new LinkedHashMap<>();
        add(corpora, data, "zh-dialogue", "dialogue.tsv.gz", 1, true);
        add(corpora, data, "cold", "train.tsv.gz", 3, true, 1, "0");
        add(corpora, data, "swsr", "train.tsv.gz", 3, true, 0, "0");
        Map<String, List<String>> shares = new LinkedHashMap<>();
        corpora.forEach(
                (name, messages) -> {
                    List<String> share = new ArrayList<>();
                    for (int i = 0; i < messages.size(); i++) {
                        if (fold.has(i)) {
                            share.add(messages.get(i));
                        }
                    }
                    shares.put(name, share);
                });
        return shares;
    }

    private static void add(
            Map<String, List<String>> corpora,
            Path data,
            String folder,
            String name,
            int column,
            boolean head) {
        add(corpora, data, folder, name, column, head, -1, "");
    }

    private static void add(
            Map<String, List<String>> corpora,
            Path data,
            String folder,
            String name,
            int column,
            boolean head,
            int labelColumn,
            String label) {
        Path file = data.resolve(folder).resolve(name);
        if (!Files.isRegularFile(file)) {
            return;
        }
        List<String> messages = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            String line = head && reader.readLine() == null ? null : reader.readLine();
            for (; line != null; line = reader.readLine()) {
                String[] fields = line.split("\t", -1);
                if (labelColumn < 0 || fields[labelColumn].equals(label)) {
                    messages.add(fields[column]);
                }
            }
        } catch (IOException e) {
            throw new QundunException("cannot read " + file, e);
        }
        corpora.put(folder, messages);
    }

    /** Everyday words strung together. */
    static Map<String, List<String>> generated(long seed) {
        List<String> words = new ArrayList<>();
        BenchLexicon.resource("/io/qundun/deploy/bench/tables/ordinary-words.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> words.addAll(List.of(line.strip().split(" +", -1))));
        SplittableRandom random = new SplittableRandom(seed);
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < GENERATED; i++) {
            message.setLength(0);
            int length = 2 + random.nextInt(6);
            for (int k = 0; k < length; k++) {
                message.append(k == 0 ? "" : LINKS.get(random.nextInt(LINKS.size())));
                message.append(words.get(random.nextInt(words.size())));
            }
            messages.add(message.toString());
        }
        Map<String, List<String>> corpora = new LinkedHashMap<>();
        corpora.put("generated", messages);
        return corpora;
    }

    /** Names, Cantonese and traditional lines of our own, reported apart. */
    static Map<String, List<String>> apart() {
        Map<String, List<String>> corpora = new LinkedHashMap<>();
        BenchLexicon.resource("harmless-lines.tsv")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(
                        line -> {
                            int tab = line.indexOf('\t');
                            corpora.computeIfAbsent(line.substring(0, tab), k -> new ArrayList<>())
                                    .add(line.substring(tab + 1));
                        });
        return corpora;
    }
}
