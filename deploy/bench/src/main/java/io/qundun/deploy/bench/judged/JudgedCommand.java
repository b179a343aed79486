package io.qundun.deploy.bench.judged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun bench judged}. */
@Command(
        name = "judged",
        description = {
            "Judges qundun scan by a set with a lexicon and allowed phrases of its own. The lines of"
                    + " the first set are spelled by rules and by hand, those of the others by hand.",
            "",
            "First: bench judged --into DIR writes DIR/pack, with one rule a category"
                    + " (keyword.<category> >= 1), and DIR/lines.jsonl. Then: scan --policy DIR/pack"
                    + " --input DIR/lines.jsonl > DIR/answers.jsonl. At last: bench judged --into DIR"
                    + " --answers DIR/answers.jsonl prints recall by technique and what was hit in"
                    + " harmless lines; what was missed stands in DIR/misses.tsv."
        })
public final class JudgedCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MEAN = 0.95;
    private static final double LEAST = 0.80;

    @Spec private CommandSpec spec;

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "What qundun scan answered to the lines; judges it.")
    private Path answers;

    @Option(
            names = "--set",
            paramLabel = "NAME",
            defaultValue = "first",
            description = "${COMPLETION-CANDIDATES}.")
    private JudgedSet.Name name;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same lines (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (answers != null && !Files.isReadable(answers)) {
            throw new ParameterException(
                    spec.commandLine(), "--answers " + answers + ": no readable file");
        }
        JudgedSet set = JudgedSet.of(name, seed);
        if (answers == null) {
            write(set);
            return 0;
        }
        return judge(set.lines()) ? 0 : 1;
    }

    private void write(JudgedSet set) throws IOException {
        List<JudgedSet.Line> lines = set.lines();
        Path pack = folder.resolve("pack");
        Files.createDirectories(pack.resolve("lexicon"));
        Files.createDirectories(pack.resolve("allow"));
        Files.createDirectories(pack.resolve("examples"));
        Map<String, List<JudgedSet.JudgedTerm>> byCategory =
                set.terms().stream()
                        .collect(
                                Collectors.groupingBy(
                                        JudgedSet.JudgedTerm::category,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        StringBuilder policy =
                new StringBuilder(
                        """
                        id: judged
                        version: 1
                        title: {zh: 评测, en: Judged set}
                        languages: [zh, en]
                        unknown: allow
                        appeal: "https://example.org/appeal"
                        categories:
                        """);
        StringBuilder rules = new StringBuilder("rules:\n");
        for (Map.Entry<String, List<JudgedSet.JudgedTerm>> of : byCategory.entrySet()) {
            String category = of.getKey();
            policy.append(
                    """
                      - id: %1$s
                        title: {zh: %1$s, en: %1$s}
                        clause: provisions-2017/10
                        severity: 1
                    """
                            .formatted(category));
            rules.append(
                    """
                      - id: judged-%1$s
                        mode: live
                        clause: provisions-2017/10
                        severity: 1
                        category: %1$s
                        when: keyword.%1$s >= 1
                        action: review
                        reason: {zh: 命中词语, en: A term was found.}
                    """
                            .formatted(category));
            Files.writeString(
                    pack.resolve("lexicon/" + category + ".tsv"),
                    of.getValue().stream()
                            .map(
                                    t ->
                                            t.term()
                                                    + "\t"
                                                    + category
                                                    + "\t1"
                                                    + (t.flags().isEmpty() ? "" : "\t" + t.flags())
                                                    + "\n")
                            .collect(Collectors.joining()));
            Files.writeString(
                    pack.resolve("examples/" + category + ".jsonl"),
                    """
                    {"text": "%s", "expect": {"action": "review", "categories": ["%s"]}}
                    """
                            .formatted(of.getValue().get(0).term(), category));
        }
        Files.writeString(pack.resolve("policy.yaml"), policy.append(rules));
        Files.writeString(
                pack.resolve("allow/judged.tsv"), String.join("\n", set.allowed()) + "\n");
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            out.append(
                    JSON.writeValueAsString(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("messageId", "line-" + i)
                                    .put("text", lines.get(i).text())));
            out.append('\n');
        }
        Files.writeString(folder.resolve("lines.jsonl"), out);
        spec.commandLine()
                .getOut()
                .printf("%,d lines and a pack are in %s%n", lines.size(), folder);
    }

    private static final class Count {
        int lines;
        int found;

        double recall() {
            return lines == 0 ? Double.NaN : (double) found / lines;
        }
    }

    private boolean judge(List<JudgedSet.Line> lines) throws IOException {
        List<String> answered = Files.readAllLines(answers);
        if (answered.size() != lines.size()) {
            throw new QundunException(
                    "%s has %,d lines, but %,d were asked; were they written with --set %s --seed %d?"
                            .formatted(answers, answered.size(), lines.size(), name, seed));
        }
        Map<String, Count[]> counts = new LinkedHashMap<>();
        List<String> misses = new ArrayList<>();
        List<String> alarms = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            JudgedSet.Line line = lines.get(i);
            JsonNode answer = JSON.readTree(answered.get(i));
            TreeSet<String> categories = new TreeSet<>();
            answer.path("categories").forEach(c -> categories.add(c.asText()));
            String row =
                    String.join(
                            "\t",
                            line.technique(),
                            line.term(),
                            escaped(line.text()),
                            answer.path("hits").toString());
            if (line.technique().equals(JudgedSet.HARMLESS)) {
                if (!categories.isEmpty()) {
                    alarms.add(row);
                }
                continue;
            }
            Count count =
                    counts.computeIfAbsent(
                                    line.technique(), k -> new Count[] {new Count(), new Count()})[
                            line.isPair() ? 1 : 0];
            count.lines++;
            if (categories.contains(line.category())) {
                count.found++;
            } else {
                misses.add(row);
            }
        }
        misses.addAll(alarms);
        Files.write(folder.resolve("misses.tsv"), misses);
        return print(counts, alarms, lines);
    }

    private boolean print(
            Map<String, Count[]> counts, List<String> alarms, List<JudgedSet.Line> lines) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-26s %18s %18s%n", "recall, %", "three and more", "two characters");
        double[] sums = new double[2];
        int[] techniques = new int[2];
        boolean good = alarms.isEmpty();
        for (Map.Entry<String, Count[]> of : counts.entrySet()) {
            out.printf("%-26s", of.getKey());
            for (int k = 0; k < 2; k++) {
                Count count = of.getValue()[k];
                if (count.lines == 0) {
                    out.printf(" %18s", "–");
                    continue;
                }
                sums[k] += count.recall();
                techniques[k]++;
                good &= k > 0 || count.recall() >= LEAST;
                out.printf(
                        " %18s",
                        "%.1f%s (%d)"
                                .formatted(
                                        count.recall() * 100,
                                        count.recall() < LEAST ? "*" : "",
                                        count.lines));
            }
            out.println();
        }
        out.printf(
                "%-26s %18.1f %18.1f%n",
                "mean over techniques",
                100 * sums[0] / techniques[0],
                100 * sums[1] / techniques[1]);
        long harmless =
                lines.stream().filter(l -> l.technique().equals(JudgedSet.HARMLESS)).count();
        out.printf("harmless lines hit: %d of %d%n", alarms.size(), harmless);
        out.flush();
        return good && sums[0] / techniques[0] >= MEAN;
    }

    private static String escaped(String text) {
        return text.replace("\n", "\\n");
    }
}
