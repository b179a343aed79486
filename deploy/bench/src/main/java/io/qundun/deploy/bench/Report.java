package io.qundun.deploy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The figures for people and for programs. */
final class Report {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    /** As a table. */
    static void print(Figures figures, PrintWriter out) {
        line(out, "%-32s %12s %25s %10s", "", "messages/s", "min – max", "CPU µs/msg");
        for (Variant variant : Variant.values()) {
            double[] rates = figures.sorted(variant, Measurement::perSecond);
            if (rates.length > 0) {
                line(
                        out,
                        "%-32s %,12.0f %,12.0f – %,10.0f %10.1f",
                        variant.code() + "  " + variant.title(),
                        figures.median(variant, Measurement::perSecond),
                        rates[0],
                        rates[rates.length - 1],
                        figures.median(variant, Measurement::cpuMicros));
            }
        }
        line(out, "b/a   %.2f", figures.ratio(Variant.PASS_THROUGH, Variant.RAW));
        line(out, "c1/b  %.2f", figures.ratio(Variant.MODERATION, Variant.PASS_THROUGH));
        if (figures.sorted(Variant.CLASSIFIER, Measurement::perSecond).length > 0) {
            line(out, "c2/b  %.2f", figures.ratio(Variant.CLASSIFIER, Variant.PASS_THROUGH));
        }
        figures.latency().ifPresent(latency -> print(latency, out));
        figures.profiles().forEach(profile -> print(profile, out));
        out.flush();
    }

    private static void print(Latency latency, PrintWriter out) {
        line(
                out,
                "latency of c1 at %,.0f messages/s (asked for %,.0f): p50 %d ms, p90 %d ms, p99 %d"
                        + " ms, p99.9 %d ms, max %d ms",
                latency.achievedPerSecond(),
                latency.ratePerSecond(),
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.p999(),
                latency.max());
    }

    private static void print(CpuProfile profile, PrintWriter out) {
        line(out, "");
        line(
                out,
                "profile of %s %s: %,d samples",
                profile.variant().code(),
                profile.variant().title(),
                profile.samples());
        print("by method executing", profile.methods(), out);
        print("by innermost method of Qundun", profile.ours(), out);
        print("by package executing", profile.packages(), out);
        print("by thread", profile.threads(), out);
    }

    private static void print(String title, List<CpuProfile.Share> shares, PrintWriter out) {
        line(out, "  %s", title);
        for (CpuProfile.Share share : shares) {
            line(out, "  %6.1f %%  %s", share.share() * 100, share.name());
        }
    }

    private static void line(PrintWriter out, String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** As JSON: machine, parameters, every round. */
    static void write(
            Figures figures,
            PipelineBench.Settings settings,
            Workload workload,
            BenchPolicy policy,
            String version,
            Path file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("measuredAt", Instant.now().toString());
        root.put("qundun", version);
        ObjectNode machine = root.putObject("machine");
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        machine.put("jvm", Runtime.version().toString());
        machine.put("jvmName", System.getProperty("java.vm.name"));
        machine.put(
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("architecture", System.getProperty("os.arch"));
        ObjectNode versions = root.putObject("versions");
        versions.put("flink", org.apache.flink.runtime.util.EnvironmentInformation.getVersion());
        versions.put("kafka", org.apache.kafka.common.utils.AppInfoParser.getVersion());
        root.set("parameters", JSON.valueToTree(settings));
        root.put("workload", workload.description());
        root.put("policyHash", policy.pack().compiled().hash());
        root.put("messages", figures.messages());
        ArrayNode rounds = root.putArray("rounds");
        for (Measurement measured : figures.measurements()) {
            ObjectNode round = rounds.addObject();
            round.put("variant", measured.variant().code());
            round.put("round", measured.round());
            round.put("seconds", measured.seconds());
            round.put("messagesPerSecond", measured.perSecond());
            round.put("cpuMicrosPerMessage", measured.cpuMicros());
            round.set("cost", JSON.valueToTree(measured.cost()));
        }
        ObjectNode medians = root.putObject("median");
        for (Variant variant : Variant.values()) {
            double median = figures.median(variant, Measurement::perSecond);
            if (!Double.isNaN(median)) {
                medians.put(variant.code(), median);
            }
        }
        ObjectNode ratios = root.putObject("ratios");
        ratios.put("b/a", figures.ratio(Variant.PASS_THROUGH, Variant.RAW));
        ratios.put("c1/b", figures.ratio(Variant.MODERATION, Variant.PASS_THROUGH));
        if (medians.has(Variant.CLASSIFIER.code())) {
            ratios.put("c2/b", figures.ratio(Variant.CLASSIFIER, Variant.PASS_THROUGH));
        }
        figures.latency()
                .ifPresent(latency -> root.set("latencyMillis", JSON.valueToTree(latency)));
        if (!figures.profiles().isEmpty()) {
            root.set("profiles", JSON.valueToTree(figures.profiles()));
        }
        try {
            JSON.writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
