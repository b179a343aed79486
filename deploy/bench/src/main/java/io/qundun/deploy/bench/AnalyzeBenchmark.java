package io.qundun.deploy.bench;

import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.traffic.ChatGenerator;
import io.qundun.deploy.traffic.TrafficEvent;
import io.qundun.deploy.traffic.TrafficPlan;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one message costs to analyse and to decide, with the default pack. The messages are those of
 * the traffic generator that nothing was found in (ordinary) or something was (spammy).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AnalyzeBenchmark {

    private static final int MESSAGES = 512;
    private static final int MAX_GENERATED = 100_000;
    private static final MessageFacts FACTS = new MessageFacts("m-1", "text", 0);

    /** Which messages. */
    @Param({"ordinary", "spammy"})
    public String kind;

    /** Whether the pack's models are asked, when it has usable ones. */
    @Param({"false", "true"})
    public boolean classifier;

    private CompiledPolicy policy;
    private final List<String> texts = new ArrayList<>();
    private final List<Analysis> analyses = new ArrayList<>();
    private int next;

    /** Compiles the pack and chooses the messages. */
    @Setup
    public void prepare() {
        CompiledPolicy whole =
                BenchPolicy.read(Installation.locate().defaultPolicy()).pack().compiled();
        if (classifier && !whole.hasClassifier()) {
            throw new IllegalStateException("the default pack has no usable model");
        }
        policy = classifier ? whole : whole.withoutClassifier();
        boolean spammy = kind.equals("spammy");
        ChatGenerator generator =
                new ChatGenerator(
                        new TrafficPlan(
                                1, 1_700_000_000_000L, 1_000, TrafficPlan.Rhythm.STEADY, 100));
        for (int i = 0; i < MAX_GENERATED && texts.size() < MESSAGES; i++) {
            if (generator.next() instanceof TrafficEvent.Chat chat) {
                String text = chat.message().getText();
                Analysis analysis = policy.analyze(text);
                if (!text.isEmpty() && analysis.hitCount() > 0 == spammy) {
                    texts.add(text);
                    analyses.add(analysis);
                }
            }
        }
    }

    private int index() {
        next = (next + 1) % texts.size();
        return next;
    }

    /** What the text shows. */
    @Benchmark
    public Analysis analyze() {
        return policy.analyze(texts.get(index()));
    }

    /** What follows from it for an ordinary sender. */
    @Benchmark
    public Decision decide() {
        return policy.decide(FACTS, analyses.get(index()), SenderFacts.NEUTRAL, GroupFacts.NEUTRAL);
    }
}
