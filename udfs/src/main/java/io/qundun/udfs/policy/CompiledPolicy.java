package io.qundun.udfs.policy;

import io.qundun.udfs.classify.TextClassifier;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.Fingerprints;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.Language;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.Refusal;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.match.Matches;
import io.qundun.udfs.match.TextMatcher;
import io.qundun.udfs.redact.Traces;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.List;
import java.util.Map;

/** A policy that judges. Immutable, thread-safe. */
public final class CompiledPolicy {
    /** Folded text above this many UTF-16 units is not kept for the next message. */
    private static final int KEPT_CAPACITY = 1 << 16;

    private static final ThreadLocal<FoldedText> FOLDED = ThreadLocal.withInitial(FoldedText::new);

    private final PolicyDocument document;
    private final Hashes hashes;
    private final TextMatcher matcher;
    private final TextClassifier classifier;
    private final RuleSet ruleSet;
    private final Map<String, Rule> rulesById;

    /** Hashes of the release and of parts of it; see {@link PolicyFiles#hash()}. */
    record Hashes(String all, String lexicon, String models) {}

    CompiledPolicy(
            PolicyDocument document,
            Hashes hashes,
            TextMatcher matcher,
            TextClassifier classifier,
            RuleSet ruleSet,
            Map<String, Rule> rulesById) {
        this.document = document;
        this.hashes = hashes;
        this.matcher = matcher;
        this.classifier = classifier;
        this.ruleSet = ruleSet;
        this.rulesById = Map.copyOf(rulesById);
    }

    /** The pack. */
    public String id() {
        return document.id();
    }

    /** Growing, at least 1. */
    public long version() {
        return document.version();
    }

    /** The pack's name in Chinese; empty when it has none. */
    public String titleZh() {
        return document.titleZh();
    }

    /** The pack's name in English; empty when it has none. */
    public String titleEn() {
        return document.titleEn();
    }

    /** ISO 639 codes of the languages that the pack is made for. */
    public List<String> languages() {
        return document.languages();
    }

    /** SHA-256 of the whole release. */
    public String hash() {
        return hashes.all();
    }

    /** SHA-256 of lexicon and allowed phrases; empty when there is none. */
    public String lexiconHash() {
        return hashes.lexicon();
    }

    /** SHA-256 of the models and their settings; empty when there is none, or they are not used. */
    public String modelHash() {
        return classifier == null ? "" : hashes.models();
    }

    /** The categories; a place in this list is the index in all arrays by category. */
    public List<Category> categories() {
        return document.categories();
    }

    /** What becomes of messages of unknown senders. */
    public UnknownSenders unknownSenders() {
        return document.unknown();
    }

    /** Where a person concerned can appeal; empty when the pack does not say. */
    public String appealAddress() {
        return document.appeal();
    }

    /** What other jobs go by. */
    public PolicyTables tables() {
        return document.tables();
    }

    /** A rule, draft ones included, as the pack writes it; null when there is none. */
    public Rule rule(String id) {
        return rulesById.get(id);
    }

    /** All rules, draft ones included, in the order of the pack. */
    public List<Rule> rules() {
        return document.rules().stream().map(PolicyDocument.RuleSource::rule).toList();
    }

    /** Whether texts are classified. */
    public boolean hasClassifier() {
        return classifier != null;
    }

    /** The same policy without its models: every score is unknown. */
    public CompiledPolicy withoutClassifier() {
        return classifier == null
                ? this
                : new CompiledPolicy(document, hashes, matcher, null, ruleSet, rulesById);
    }

    /**
     * What a text shows, whoever wrote it. Linear in the text, never throws; null reads as empty.
     */
    public Analysis analyze(String text) {
        FoldedText folded = FOLDED.get();
        TextFolder.fold(text == null ? "" : text, folded);
        Traces.Counts traces = Traces.count(folded);
        Matches matches = matcher.match(folded, traces.contacts());
        double[] scores = classifier == null ? Analysis.noScores() : scores(folded, traces);
        Analysis analysis =
                new Analysis(
                        matches.hits(),
                        matches.hitCount(),
                        matches.keywords(),
                        matches.suspects(),
                        matches.severities(),
                        scores,
                        traces.links(),
                        traces.contacts(),
                        Language.of(folded),
                        folded.originalCodePoints(),
                        Fingerprints.of(folded));
        if (folded.capacity() > KEPT_CAPACITY) {
            FOLDED.remove();
        }
        return analysis;
    }

    /** The matches in a text alone; see {@link #analyze}. */
    public Matches matches(String text) {
        if (text == null) {
            return Matches.NONE;
        }
        FoldedText folded = TextFolder.fold(text);
        return matcher.match(folded, Traces.count(folded).contacts());
    }

    /** The scores of a text alone, as {@link Analysis#scores()} has them. */
    public double[] scores(String text) {
        if (classifier == null) {
            return Analysis.noScores();
        }
        FoldedText folded = TextFolder.fold(text);
        return scores(folded, Traces.count(folded));
    }

    private double[] scores(FoldedText folded, Traces.Counts traces) {
        double[] scores = new double[document.categories().size()];
        classifier.score(folded, traces, scores);
        return scores;
    }

    /**
     * Judges a message: refusals first, for a suspended group, a muted sender, an unverified
     * sender, in this order; then the live and shadow rules.
     *
     * @param analysis of this policy and no other
     */
    public Decision decide(
            MessageFacts message, Analysis analysis, SenderFacts sender, GroupFacts group) {
        if (group.suspended()) {
            return Decision.refused(Refusal.GROUP_SUSPENDED);
        }
        if (sender.muted()) {
            return Decision.refused(Refusal.SENDER_MUTED);
        }
        if (!sender.verified()) {
            return Decision.refused(Refusal.SENDER_UNVERIFIED);
        }
        return ruleSet.decide(
                Facts.of(analysis, message, sender, group, document.tables().credit()));
    }
}
