package io.qundun.udfs.policy;

import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.match.CombinationMatcher;
import io.qundun.udfs.match.Lexicon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes a policy out of a pack's files, or says everything that is wrong with them. Stateless. */
public final class PolicyCompiler {
    private static final Set<String> DOCUMENTS = Set.of("README.md", "LICENSE", "NOTICE");

    private PolicyCompiler() {}

    /**
     * Parses, validates, compiles the rules with types checked, loads the models, runs the
     * examples. Takes about 20 ms a rule; to be called when a policy changes, not for messages.
     *
     * @throws InvalidPolicyException with all defects when there is any
     */
    public static CompiledPolicy compile(PolicyFiles files) throws InvalidPolicyException {
        Defects defects = new Defects();
        PolicyDocument document = document(files, defects);
        List<String> categories = new ArrayList<>();
        document.categories().forEach(category -> categories.add(category.id()));
        Set<String> declared = new LinkedHashSet<>(categories);
        Lexicon lexicon = LexiconFiles.read(files, declared, defects);
        ModelFiles.Models models = ModelFiles.read(files, categories, defects);
        List<Example> examples = Example.read(files, declared, defects);
        strangers(files, models.paths(), defects);
        RuleCompiler compiler =
                new RuleCompiler(document.categories(), document.tables().credit(), defects);
        List<CompiledRule> rules = new ArrayList<>();
        Map<String, Rule> byId = new LinkedHashMap<>();
        for (PolicyDocument.RuleSource source : document.rules()) {
            byId.put(source.rule().id(), source.rule());
            CompiledRule rule = compiler.compile(source);
            if (rule != null) {
                rules.add(rule);
            }
        }
        // Examples of a broken pack would only repeat its defects.
        defects.throwIfAny();
        List<CompiledRule> onTraffic = new ArrayList<>();
        for (CompiledRule rule : rules) {
            if (rule.rule().mode() != Rule.Mode.DRAFT) {
                onTraffic.add(rule);
            }
        }
        CompiledPolicy policy =
                new CompiledPolicy(
                        document,
                        new CompiledPolicy.Hashes(
                                files.hash(),
                                files.hash(
                                        path ->
                                                LexiconFiles.isLexicon(path)
                                                        || LexiconFiles.isAllow(path)),
                                files.hash(
                                        path ->
                                                path.equals(ModelFiles.FILE)
                                                        || models.paths().contains(path))),
                        CombinationMatcher.of(lexicon, categories),
                        models.classifier(),
                        new RuleSet(onTraffic),
                        byId);
        runExamples(policy, document, rules, examples, defects);
        defects.throwIfAny();
        return policy;
    }

    /**
     * The terms and allowed phrases of a pack alone.
     *
     * @throws InvalidPolicyException with all defects of policy.yaml and the lexicon when there is
     *     any
     */
    public static Lexicon lexicon(PolicyFiles files) throws InvalidPolicyException {
        Defects defects = new Defects();
        PolicyDocument document = document(files, defects);
        Set<String> declared = new LinkedHashSet<>();
        document.categories().forEach(category -> declared.add(category.id()));
        Lexicon lexicon = LexiconFiles.read(files, declared, defects);
        defects.throwIfAny();
        return lexicon;
    }

    private static PolicyDocument document(PolicyFiles files, Defects defects)
            throws InvalidPolicyException {
        byte[] bytes = files.bytes(PolicyDocument.FILE);
        if (bytes == null) {
            defects.add(PolicyDocument.FILE, 0, "there is no such file; a pack must have it");
            defects.throwIfAny();
        }
        String text = PolicyText.decode(PolicyDocument.FILE, bytes, defects);
        PolicyDocument document = text == null ? null : PolicyDocument.read(text, defects);
        if (document == null) {
            defects.throwIfAny();
        }
        return document;
    }

    private static void strangers(PolicyFiles files, Set<String> models, Defects defects) {
        for (String path : files.paths()) {
            boolean known =
                    path.equals(PolicyDocument.FILE)
                            || path.equals(ModelFiles.FILE)
                            || DOCUMENTS.contains(path)
                            || LexiconFiles.isLexicon(path)
                            || LexiconFiles.isAllow(path)
                            || Example.isExamples(path)
                            || models.contains(path);
            // Training data and the like may lie beside the models; what is not named is not used.
            if (!known && !path.startsWith("models/")) {
                defects.add(
                        path,
                        0,
                        "no file of a policy pack; known are policy.yaml, models.yaml, lexicon/*.tsv, allow/*.tsv,"
                                + " examples/*.jsonl, models/*");
            }
        }
    }

    private static void runExamples(
            CompiledPolicy policy,
            PolicyDocument document,
            List<CompiledRule> rules,
            List<Example> examples,
            Defects defects) {
        Set<String> held = new LinkedHashSet<>();
        // A rollout leaves some messages out by their ids, which examples do not have.
        List<CompiledRule> whole = new ArrayList<>();
        for (CompiledRule rule : rules) {
            if (rule.rule().mode() != Rule.Mode.DRAFT) {
                whole.add(rule.onAllMessages());
            }
        }
        RuleSet onTraffic = new RuleSet(whole);
        for (Example example : examples) {
            Analysis analysis = policy.analyze(example.text());
            Facts facts =
                    Facts.of(
                            analysis,
                            example.message(),
                            example.sender(),
                            example.group(),
                            document.tables().credit());
            Decision refused =
                    policy.decide(example.message(), analysis, example.sender(), example.group());
            boolean isRefused = refused.refusal() != null;
            Decision decision = isRefused ? refused : onTraffic.decide(facts);
            if (!isRefused) {
                Signals signals = Signals.of(facts);
                for (CompiledRule rule : rules) {
                    if (rule.holds(facts, signals)) {
                        held.add(rule.rule().id());
                    }
                }
            }
            compare(example, decision, defects);
        }
        for (PolicyDocument.RuleSource source : document.rules()) {
            if (!held.contains(source.rule().id())) {
                defects.add(
                        PolicyDocument.FILE,
                        source.line(),
                        "no example makes the rule \"%s\" hold; add one to examples/"
                                .formatted(source.rule().id()));
            }
        }
    }

    private static void compare(Example example, Decision decision, Defects defects) {
        Set<String> categories = new TreeSet<>(decision.categories());
        if (decision.action() == example.action() && categories.equals(example.categories())) {
            return;
        }
        List<String> ids = new ArrayList<>();
        decision.rules().forEach(rule -> ids.add(rule.id()));
        defects.add(
                example.file(),
                example.line(),
                "expected %s %s, but the policy decides %s %s%s"
                        .formatted(
                                example.action().code(),
                                example.categories(),
                                decision.action().code(),
                                categories,
                                decision.refusal() != null
                                        ? " (" + decision.refusal().code() + ")"
                                        : " by the rules " + ids));
    }
}
