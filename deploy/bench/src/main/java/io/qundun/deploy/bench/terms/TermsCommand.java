package io.qundun.deploy.bench.terms;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.Subcommand;
import io.qundun.deploy.bench.terms.TermUse.Reading;
import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.match.Lexicon;
import io.qundun.udfs.match.Term;
import io.qundun.udfs.match.TermFlag;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun bench terms}. */
@Command(
        name = "terms",
        description = {
            "Counts how often everyday text writes what a lexicon's terms could be taken for.",
            "",
            "One line a term of two to four Chinese characters that everyday text has in any"
                    + " reading (--all: every one): term, category, severity, flags; how often it"
                    + " stands plainly, with separators, with one character of the same syllable,"
                    + " of a near one, of like shape, as a Latin word that is its pinyin; the flags"
                    + " that this asks for; the commonest of those spellings. Flags of the default"
                    + " policy are set by it, and by nothing measured elsewhere."
        })
public final class TermsCommand implements Callable<Integer>, Subcommand {
    private static final int SPELLINGS = 6;

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The folder with zh-dialogue/ and ubuntu-irc-en/.")
    private Path data;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "The policy pack; by default the shipped one.")
    private Path policy;

    @Option(names = "--all", description = "Also the terms of which nothing was found.")
    private boolean all;

    @Override
    public Integer call() {
        if (!Files.isDirectory(data)) {
            throw new ParameterException(spec.commandLine(), "--data: there is no folder " + data);
        }
        Path folder = policy == null ? Installation.locate().defaultPolicy() : policy;
        TermCounter counter = new TermCounter(lexicon(folder).terms());
        long messages = EverydayText.read(data, counter::count);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("# %d terms, %d messages%n", counter.uses().size(), messages);
        out.println(
                "# term\tcategory\tseverity\tflags\tplain\tapart\tsound\tnear\tshape\tpinyin\tasks for\tspellings");
        for (TermUse use : counter.uses()) {
            line(out, use);
        }
        out.flush();
        return 0;
    }

    private void line(PrintWriter out, TermUse use) {
        List<String> columns = new ArrayList<>();
        Term term = use.term();
        columns.add(term.term());
        columns.add(term.category());
        columns.add(Integer.toString(term.severity()));
        TreeSet<String> flags = new TreeSet<>();
        term.flags().stream().map(TermFlag::code).forEach(flags::add);
        columns.add(String.join(",", flags));
        boolean found = false;
        for (Reading reading : Reading.values()) {
            columns.add(Integer.toString(use.count(reading)));
            found |= use.count(reading) > 0;
        }
        columns.add(String.join(",", use.suggestions()));
        columns.add(String.join(" ", use.commonest(SPELLINGS)));
        if (found || all) {
            out.println(String.join("\t", columns));
        }
    }

    private static Lexicon lexicon(Path folder) {
        try {
            return PolicyCompiler.lexicon(PolicyFiles.read(folder));
        } catch (IOException e) {
            throw new QundunException(
                    "cannot read the policy pack " + folder + ": " + e.getMessage(), e);
        } catch (InvalidPolicyException e) {
            throw new QundunException(e.getMessage(), e);
        }
    }
}
