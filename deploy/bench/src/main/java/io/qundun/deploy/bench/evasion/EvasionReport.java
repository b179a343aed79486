package io.qundun.deploy.bench.evasion;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qundun.deploy.QundunException;
import io.qundun.udfs.confusable.Evasion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people and for programs. */
final class EvasionReport {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private EvasionReport() {}

    /** Recall by trick; a star marks what is below the recall that is asked for. */
    static void print(Map<String, Recall> recalls, PrintWriter out) {
        StringBuilder head = new StringBuilder("%-24s %6s".formatted("recall, %", "asked"));
        recalls.keySet()
                .forEach(name -> head.append("%19s %19s".formatted(name, name + " 2-char.")));
        out.println(head);
        for (Evasion evasion : Evasion.values()) {
            StringBuilder line = new StringBuilder();
            line.append("%-24s %6.0f".formatted(evasion.code(), evasion.kind().floor() * 100));
            for (Recall recall : recalls.values()) {
                line.append(cell(recall.count(Recall.Length.LONGER, evasion), evasion));
                line.append(' ');
                line.append(cell(recall.count(Recall.Length.TWO_CHARACTERS, evasion), evasion));
            }
            out.println(line);
        }
        StringBuilder mean = new StringBuilder("%-24s %6s".formatted("mean over tricks", ""));
        for (Recall recall : recalls.values()) {
            mean.append("%19.1f".formatted(recall.mean(Recall.Length.LONGER) * 100));
            mean.append("%20.1f".formatted(recall.mean(Recall.Length.TWO_CHARACTERS) * 100));
        }
        out.println(mean);
    }

    private static String cell(Recall.Count count, Evasion evasion) {
        if (count.tried == 0) {
            return "%19s".formatted("–");
        }
        boolean below = count.recall() < evasion.kind().floor();
        return "%19s"
                .formatted(
                        "%.1f%s (%d)"
                                .formatted(count.recall() * 100, below ? "*" : "", count.tried));
    }

    static void print(String lexicon, FalseAlarms alarms, PrintWriter out) {
        out.printf("%n%s lexicon%n", lexicon);
        out.printf(
                "%-24s %10s %8s %8s %8s %9s %10s  %s%n",
                "harmless text",
                "messages",
                "plain",
                "folded",
                "beyond",
                "%",
                "suspected",
                "by technique");
        for (FalseAlarms.Figures figures : alarms.corpora()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %,10d %,8d %,8d %,8d %9.4f %,10d  %s%n",
                    figures.corpus,
                    figures.messages,
                    figures.plain,
                    figures.folded,
                    figures.beyond,
                    figures.share() * 100,
                    figures.suspected,
                    figures.byVia);
        }
        out.printf(
                Locale.ROOT,
                "%-24s %47.4f%n",
                "all traffic, %",
                alarms.share(HarmlessText.TRAFFIC) * 100);
    }

    /** The alarms that were drawn: one file with texts to be read, one that may be kept. */
    static void write(String lexicon, FalseAlarms alarms, Path folder) {
        List<String> texts = new ArrayList<>(List.of("corpus\tline\tvia\tconfidence\tterm\ttext"));
        List<String> lines = new ArrayList<>(List.of("corpus\tline\tvia"));
        for (FalseAlarms.Alarm alarm : alarms.drawn()) {
            String place = alarm.corpus() + "\t" + alarm.line() + "\t" + alarm.via();
            lines.add(place);
            texts.add(
                    place
                            + "\t"
                            + "%.2f".formatted(alarm.confidence())
                            + "\t"
                            + alarm.term()
                            + "\t"
                            + alarm.text().replace('\n', ' '));
        }
        write(folder.resolve(lexicon + "-alarms.tsv"), texts);
        write(folder.resolve(lexicon + "-alarm-lines.tsv"), lines);
    }

    static void write(String lexicon, Recall recall, Path folder) {
        List<String> lines = new ArrayList<>(List.of("trick\tconfidence\tterm\tmessage"));
        for (Recall.Miss miss : recall.misses()) {
            lines.add(
                    miss.evasion().code()
                            + "\t"
                            + "%.2f".formatted(miss.confidence())
                            + "\t"
                            + miss.term()
                            + "\t"
                            + miss.message().replace("\r", "").replace("\n", "⏎"));
        }
        write(folder.resolve(lexicon + "-misses.tsv"), lines);
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new QundunException("cannot write " + file, e);
        }
    }

    static void json(
            Path file,
            String version,
            long seed,
            Map<String, Recall> recalls,
            Map<String, FalseAlarms> alarms) {
        ObjectNode root = JSON.createObjectNode();
        root.put("qundun", version);
        root.put("seed", seed);
        ObjectNode recall = root.putObject("recall");
        recalls.forEach(
                (name, of) -> {
                    ObjectNode lexicon = recall.putObject(name);
                    for (Recall.Length length : Recall.Length.values()) {
                        ObjectNode node = lexicon.putObject(length.name().toLowerCase(Locale.ROOT));
                        node.put("mean", of.mean(length));
                        for (Evasion evasion : Evasion.values()) {
                            Recall.Count count = of.count(length, evasion);
                            if (count.tried > 0) {
                                ObjectNode cell = node.putObject(evasion.code());
                                cell.put("asked", evasion.kind().floor());
                                cell.put("tried", count.tried);
                                cell.put("sure", count.sure);
                                cell.put("found", count.found);
                            }
                        }
                    }
                });
        ObjectNode harmless = root.putObject("falseAlarms");
        alarms.forEach(
                (name, of) -> {
                    ObjectNode lexicon = harmless.putObject(name);
                    lexicon.put("share", of.share(HarmlessText.TRAFFIC));
                    ArrayNode corpora = lexicon.putArray("corpora");
                    for (FalseAlarms.Figures figures : of.corpora()) {
                        ObjectNode node = corpora.addObject();
                        node.put("corpus", figures.corpus);
                        node.put("messages", figures.messages);
                        node.put("plain", figures.plain);
                        node.put("folded", figures.folded);
                        node.put("beyond", figures.beyond);
                        node.put("suspected", figures.suspected);
                        ObjectNode via = node.putObject("byTechnique");
                        figures.byVia.forEach(via::put);
                    }
                });
        try {
            JSON.writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new QundunException("cannot write " + file, e);
        }
    }
}
