package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.ServiceLevel;
import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The short cuts around CEL give what CEL gives. */
class RuleEvaluationTest {
    private static final List<Category> CATEGORIES =
            List.of(
                    new Category("gambling", "赌博", "Gambling", "p/1", 3),
                    new Category("spam", "垃圾信息", "Spam", "p/2", 1));
    private static final CreditTable CREDIT =
            new CreditTable(
                    100,
                    List.of(),
                    30,
                    List.of(),
                    1,
                    7,
                    30,
                    List.of(
                            new ServiceLevel(1, 0, 0, 1, false, false, false),
                            new ServiceLevel(2, 30, 0, 2, false, false, true),
                            new ServiceLevel(3, 60, 0, 3, true, true, true),
                            new ServiceLevel(4, 80, 0, 4, true, false, true),
                            new ServiceLevel(5, 95, 0, null, true, true, true)));
    private static final int FACTS_A_RULE = 60;
    private static final int DEPTH = 4;

    @Property(tries = 150)
    void shortCutsAgreeWithCel(@ForAll("conditions") String when, @ForAll long seed) {
        Defects defects = new Defects();
        CompiledRule rule =
                new RuleCompiler(CATEGORIES, CREDIT, defects)
                        .compile(
                                new PolicyDocument.RuleSource(
                                        new Rule(
                                                "r",
                                                "p/1",
                                                "spam",
                                                Action.REVIEW,
                                                1,
                                                Rule.Mode.LIVE,
                                                "",
                                                ""),
                                        100,
                                        new YamlMapping.Scalar(when, 1, false),
                                        1));
        assertThat(rule).as(when).isNotNull();
        Random random = new Random(seed);
        for (int i = 0; i < FACTS_A_RULE; i++) {
            Facts facts = facts(random);
            assertThat(rule.holds(facts, Signals.of(facts)))
                    .as("%s on %s", when, facts)
                    .isEqualTo(rule.holdsByCel(facts));
        }
    }

    /** Mostly neutral, as traffic is. */
    private static Facts facts(Random random) {
        boolean hits = random.nextInt(3) == 0;
        boolean scored = random.nextInt(3) == 0;
        Analysis analysis =
                new Analysis(
                        List.of(),
                        hits ? 1 : 0,
                        hits ? counts(random) : new int[0],
                        hits ? counts(random) : new int[0],
                        hits ? counts(random) : new int[0],
                        scored
                                ? new double[] {
                                    random.nextBoolean() ? 0.5 : random.nextDouble(), Double.NaN
                                }
                                : Analysis.noScores(),
                        rarely(random),
                        rarely(random),
                        random.nextBoolean() ? "zh" : "en",
                        random.nextInt(4),
                        0);
        MessageFacts message =
                new MessageFacts("m", random.nextInt(3) == 0 ? "edit" : "text", rarely(random));
        SenderFacts sender =
                new SenderFacts(
                        random.nextInt(3) != 0,
                        random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 3,
                        random.nextInt(3) == 0 ? "manager" : "member",
                        random.nextInt(3) == 0,
                        rarely(random),
                        rarely(random),
                        rarely(random),
                        random.nextInt(3) == 0);
        GroupFacts group =
                new GroupFacts(
                        random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 3,
                        random.nextInt(3) == 0 ? "games" : "",
                        rarely(random),
                        random.nextInt(3) == 0);
        return Facts.of(analysis, message, sender, group, CREDIT);
    }

    private static int[] counts(Random random) {
        return new int[] {random.nextInt(3), random.nextInt(3)};
    }

    private static int rarely(Random random) {
        return random.nextInt(3) == 0 ? random.nextInt(4) : 0;
    }

    @Provide
    Arbitrary<String> conditions() {
        Arbitrary<String> condition = leaves();
        for (int depth = 0; depth < DEPTH; depth++) {
            Arbitrary<String> part = condition;
            condition =
                    Arbitraries.oneOf(
                            leaves(),
                            Combinators.combine(part, part)
                                    .as((a, b) -> "(" + a + " && " + b + ")"),
                            Combinators.combine(part, part)
                                    .as((a, b) -> "(" + a + " || " + b + ")"),
                            part.map(a -> "!(" + a + ")"));
        }
        return condition;
    }

    private Arbitrary<String> leaves() {
        Arbitrary<String> ints =
                Arbitraries.of(
                        "keyword.gambling",
                        "keyword.spam",
                        "suspect.gambling",
                        "severity.spam",
                        "message.length",
                        "message.links",
                        "message.contacts",
                        "message.mentions",
                        "sender.level",
                        "sender.repeats",
                        "sender.rate",
                        "sender.flagged",
                        "sender.services.postRate",
                        "group.grade",
                        "group.members");
        Arbitrary<String> operators = Arbitraries.of("<", "<=", ">", ">=", "==", "!=");
        Arbitrary<Integer> constants = Arbitraries.integers().between(-1, 4);
        return Arbitraries.oneOf(
                Combinators.combine(ints, operators, constants)
                        .as((v, o, c) -> v + " " + o + " " + c),
                Combinators.combine(ints, operators, constants)
                        .as((v, o, c) -> c + " " + o + " " + v),
                Combinators.combine(operators, Arbitraries.of("0.0", "0.5", "-0.0", "0.9"))
                        .as((o, c) -> "score.gambling " + o + " " + c),
                Combinators.combine(operators, Arbitraries.of("0.0", "0.5"))
                        .as((o, c) -> c + " " + o + " score.spam"),
                Arbitraries.of(
                        "sender.verified",
                        "sender.muted",
                        "sender.newMember",
                        "group.suspended",
                        "sender.services.links",
                        "sender.services.mayCreate",
                        "sender.services.mayManage",
                        "sender.rate >= sender.services.postRate",
                        "sender.services.postRate < message.links",
                        "true",
                        "false",
                        "message.kind == 'edit'",
                        "'zh' != message.language",
                        "sender.role in ['manager', 'creator']",
                        "group.category.startsWith('ga')",
                        "keyword.gambling + keyword.spam > 1",
                        "10 / message.links > 3",
                        "1 / keyword.spam == 1",
                        "[keyword.gambling, message.links].exists(x, x > 1)",
                        "(sender.newMember ? message.links : sender.rate) > 0",
                        "sender.verified == true",
                        "keyword.gambling > keyword.spam",
                        "size(group.category) > 0"));
    }
}
