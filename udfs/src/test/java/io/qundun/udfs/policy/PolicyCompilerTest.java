package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {
    private static final String POLICY = "policy.yaml";
    private static final String TERMS = "lexicon/terms.tsv";
    private static final String EXAMPLES = "examples/all.jsonl";

    @Test
    void compilesTheFixture() throws Exception {
        CompiledPolicy policy = FixturePack.copy().compile();
        assertThat(policy.id()).isEqualTo("fixture");
        assertThat(policy.version()).isEqualTo(7);
        assertThat(policy.unknownSenders()).isEqualTo(UnknownSenders.REFUSE);
        assertThat(policy.appealAddress()).isEqualTo("https://example.com/appeal");
        assertThat(policy.categories())
                .extracting(Category::id)
                .containsExactly("gambling", "spam");
        assertThat(policy.hash()).hasSize(64);
        assertThat(policy.lexiconHash()).hasSize(64).isNotEqualTo(policy.hash());
        assertThat(policy.modelHash()).isEmpty();
        assertThat(policy.hasClassifier()).isFalse();
        assertThat(policy.withoutClassifier()).isSameAs(policy);
        assertThat(policy.rule("gambling-mention").reasonZh()).contains("赌博", "provisions-2017/10");
        assertThat(policy.rule("gambling-solicitation").reasonEn()).isEqualTo("Solicits gambling.");
        assertThat(policy.rule("none")).isNull();
        assertThat(policy.rules()).hasSize(5);
    }

    @Test
    void hashesFollowTheContentOnly() throws Exception {
        CompiledPolicy policy = FixturePack.copy().compile();
        CompiledPolicy same = FixturePack.copy().compile();
        CompiledPolicy other = FixturePack.copy().put("allow/more.tsv", "赌博危害\n").compile();
        assertThat(same.hash()).isEqualTo(policy.hash());
        assertThat(other.hash()).isNotEqualTo(policy.hash());
        assertThat(other.lexiconHash()).isNotEqualTo(policy.lexiconHash());
    }

    @Test
    void tellsTypeErrors() throws Exception {
        assertThat(defects(POLICY, "suspect.gambling > 0", "suspect.gambling > 'a'"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:36: rule \"gambling-suspect\", when at column 18:")
                .contains("no matching overload");
        assertThat(defects(POLICY, "suspect.gambling > 0", "suspect.gambling"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:36:");
    }

    @Test
    void tellsTheLineInsideABlock() throws Exception {
        assertThat(defects(POLICY, "message.length < 50", "message.length < 'x'"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:46:");
    }

    @Test
    void tellsUndeclaredNames() throws Exception {
        assertThat(defects(POLICY, "suspect.gambling > 0", "suspect.weather > 0"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:36:")
                .contains("undeclared reference");
        assertThat(defects(POLICY, "suspect.gambling > 0", "sender.mood > 0"))
                .singleElement()
                .asString()
                .contains("policy.yaml:36:", "undeclared reference");
        assertThat(defects(POLICY, "category: spam\n    when: |", "category: weather\n    when: |"))
                .anyMatch(
                        d -> d.startsWith("policy.yaml:43: category \"weather\" is not declared"));
    }

    @Test
    void tellsUnknownKeys() throws Exception {
        assertThat(defects(POLICY, "unknown: refuse", "unknwon: refuse"))
                .containsExactly(
                        "policy.yaml:5: unknown key \"unknwon\"; known are id, version, title, languages, unknown,"
                                + " appeal, categories, rules");
        assertThat(defects(POLICY, "rollout: 50", "rolout: 50"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:41: unknown key \"rolout\" in rules[]");
        assertThat(defects(EXAMPLES, "\"rate\"", "\"pace\""))
                .singleElement()
                .asString()
                .startsWith("examples/all.jsonl:5: unknown key \"pace\" in sender");
    }

    @Test
    void readsCombinations() throws Exception {
        CompiledPolicy policy =
                FixturePack.copy().put("lexicon/more.tsv", "充值 & 返现 ~ 话费\tgambling\t2\n").compile();
        assertThat(policy.matches("返 现，先充值").hits()).hasSize(1);
        assertThat(policy.matches("返现，充值话费").hits()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithACombination() throws Exception {
        String lines =
                """
                # combinations
                充值 &\tgambling\t2
                充值 & 充 值\tgambling\t2
                充值 & 返现\tgambling\t2
                返现 & 充值\tgambling\t2
                ~ 充值\tgambling\t2
                """;
        assertThat(FixturePack.copy().put("lexicon/more.tsv", lines).defects())
                .satisfiesExactly(
                        d ->
                                assertThat(d)
                                        .startsWith("lexicon/more.tsv:2: ")
                                        .contains("lacks a part"),
                        d -> assertThat(d).startsWith("lexicon/more.tsv:3: ").contains("twice"),
                        d ->
                                assertThat(d)
                                        .startsWith("lexicon/more.tsv:5: ")
                                        .contains("lexicon/more.tsv:4"),
                        d ->
                                assertThat(d)
                                        .startsWith("lexicon/more.tsv:6: ")
                                        .contains("lacks a part"));
    }

    @Test
    void tellsBadValues() throws Exception {
        assertThat(defects(POLICY, "version: 7", "version: seven"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:2: version must be a whole number");
        assertThat(defects(POLICY, "unknown: refuse", "unknown: maybe"))
                .containsExactly(
                        "policy.yaml:5: unknown must be allow, review or refuse, not maybe");
        assertThat(defects(POLICY, "mode: draft", "mode: off"))
                .containsExactly("policy.yaml:50: mode must be draft, shadow or live, not off");
        assertThat(defects(POLICY, "id: gambling-mention", "id: gambling-solicitation"))
                .containsExactly("policy.yaml:25: rule \"gambling-solicitation\" stands twice");
        assertThat(
                        defects(
                                POLICY,
                                "clause: provisions-2017/5\n    severity",
                                "clause: five\n    severity"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:14:");
    }

    @Test
    void tellsBadLexiconLines() throws Exception {
        assertThat(lexicon("赌场\tgambling\t4"))
                .containsExactly("lexicon/more.tsv:2: severity must be 1, 2 or 3, not \"4\"");
        assertThat(lexicon("赌场\tweather\t1"))
                .containsExactly(
                        "lexicon/more.tsv:2: category \"weather\" is not declared in policy.yaml");
        assertThat(lexicon("赌场\tgambling"))
                .singleElement()
                .asString()
                .startsWith("lexicon/more.tsv:2:")
                .endsWith("here are 2 columns");
        assertThat(lexicon("赌场\tgambling\t1\tloud"))
                .singleElement()
                .asString()
                .startsWith("lexicon/more.tsv:2: unknown flag \"loud\"");
        assertThat(lexicon("押 註\tgambling\t1"))
                .containsExactly(
                        "lexicon/terms.tsv:3: \"押注\" is matched as the term at lexicon/more.tsv:2 already; keep one"
                                + " spelling");
        assertThat(lexicon("🎲\tgambling\t1")).singleElement().asString().contains("no letter");
    }

    @Test
    void tellsWhatIsNotUtf8() throws Exception {
        byte[] gbk = "# 词\n赌场\tgambling\t1\n".getBytes(Charset.forName("GBK"));
        assertThat(FixturePack.copy().put("lexicon/gbk.tsv", gbk).defects())
                .singleElement()
                .asString()
                .startsWith("lexicon/gbk.tsv:1: not UTF-8");
        assertThat(FixturePack.copy().put(POLICY, gbk).defects())
                .singleElement()
                .asString()
                .startsWith("policy.yaml:1: not UTF-8");
    }

    @Test
    void tellsUnreadablePacks() throws Exception {
        assertThat(FixturePack.copy().remove(POLICY).defects())
                .containsExactly("policy.yaml: there is no such file; a pack must have it");
        assertThat(FixturePack.copy().put(POLICY, "id: [\n").defects())
                .singleElement()
                .asString()
                .startsWith("policy.yaml:2: not YAML");
        assertThat(FixturePack.copy().put(POLICY, "").defects())
                .containsExactly("policy.yaml: the file is empty");
        assertThat(FixturePack.copy().remove(EXAMPLES).defects())
                .anyMatch(d -> d.startsWith("examples: there is no examples/*.jsonl"));
        assertThat(FixturePack.copy().put("lexicon/words.csv", "a").defects())
                .singleElement()
                .asString()
                .startsWith("lexicon/words.csv: no file of a policy pack");
    }

    @Test
    void tellsModelsThatDoNotFit() throws Exception {
        String models =
                "models:\n  - file: models/m.bin\n    sha256: %s\n    categories: {gambling: {threshold: 0.9}}\n";
        String wrong = models.formatted("0".repeat(64));
        assertThat(FixturePack.copy().put("models.yaml", wrong).defects())
                .containsExactly("models.yaml:2: there is no file \"models/m.bin\" in the pack");
        assertThat(FixturePack.copy().put("models.yaml", wrong).put("models/m.bin", "x").defects())
                .singleElement()
                .asString()
                .startsWith("models.yaml:3: \"models/m.bin\" has the SHA-256 2d7116");
        String right =
                models.formatted(
                        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
        assertThat(FixturePack.copy().put("models.yaml", right).put("models/m.bin", "x").defects())
                .singleElement()
                .asString()
                .startsWith("models.yaml:2: \"models/m.bin\" cannot be used");
    }

    @Test
    void runsTheExamples() throws Exception {
        assertThat(
                        defects(
                                EXAMPLES,
                                "{\"text\": \"押注\", \"expect\": {\"action\": \"review\"",
                                "{\"text\": \"押注\", \"expect\": {\"action\": \"remove\""))
                .containsExactly(
                        "examples/all.jsonl:2: expected remove [gambling], but the policy decides review [gambling]"
                                + " by the rules [gambling-mention]");
        assertThat(defects(POLICY, "sender.newMember &&", "sender.newMember && group.grade > 4 &&"))
                .containsExactly(
                        "policy.yaml:49: no example makes the rule \"spam-newcomer\" hold; add one to examples/");
        assertThat(defects(EXAMPLES, "\"在吗\"", "在吗"))
                .anyMatch(d -> d.startsWith("examples/all.jsonl:5: not JSON"));
    }

    @Test
    void tellsEverythingAtOnce() throws Exception {
        List<String> defects =
                FixturePack.copy()
                        .replace(POLICY, "suspect.gambling > 0", "suspect.weather > 0")
                        .replace(POLICY, "version: 7", "version: 0")
                        .replace(TERMS, "押注\tgambling\t2", "押注\tgambling\t9")
                        .replace(EXAMPLES, "\"rate\"", "\"pace\"")
                        .defects();
        assertThat(defects).hasSize(4);
    }

    private static List<String> defects(String path, String target, String replacement)
            throws Exception {
        return FixturePack.copy().replace(path, target, replacement).defects();
    }

    private static List<String> lexicon(String line) throws Exception {
        return FixturePack.copy().put("lexicon/more.tsv", "# more\n" + line + "\n").defects();
    }
}
