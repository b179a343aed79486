package io.qundun.udfs.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.decision.Action;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.Language;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.Refusal;
import io.qundun.udfs.decision.SenderFacts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CompiledPolicyTest {
    private static final CompiledPolicy POLICY = fixture();

    private static CompiledPolicy fixture() {
        try {
            return FixturePack.copy().compile();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Decision decide(String text) {
        return decide("m", text, SenderFacts.NEUTRAL, GroupFacts.NEUTRAL);
    }

    private static Decision decide(String id, String text, SenderFacts sender, GroupFacts group) {
        return POLICY.decide(
                MessageFacts.of(id, MessageFacts.TEXT, 0, text),
                POLICY.analyze(text),
                sender,
                group);
    }

    @Test
    void analyzesText() {
        Analysis analysis = POLICY.analyze("网上赌博 加微信 demo12345 www.example.com");
        assertThat(analysis.hitCount()).isEqualTo(1);
        assertThat(analysis.keywords()).containsExactly(1, 0);
        assertThat(analysis.contacts()).isEqualTo(1);
        assertThat(analysis.links()).isEqualTo(1);
        assertThat(analysis.length()).isEqualTo(34);
        assertThat(analysis.scores()).isEmpty();
        assertThat(POLICY.analyze("大家好").language()).isEqualTo(Language.ZH);
        assertThat(POLICY.analyze("good morning").language()).isEqualTo(Language.EN);
        assertThat(POLICY.analyze("我用iPhone呢").language()).isEqualTo(Language.MIXED);
        assertThat(POLICY.analyze("😀 123").language()).isEqualTo(Language.OTHER);
    }

    @Test
    void judgesEmptyText() {
        for (String text : new String[] {"", null}) {
            Analysis analysis = POLICY.analyze(text);
            assertThat(analysis.length()).isZero();
            assertThat(analysis.fingerprint()).isZero();
            Decision decision =
                    POLICY.decide(
                            MessageFacts.text("m"),
                            analysis,
                            SenderFacts.NEUTRAL,
                            GroupFacts.NEUTRAL);
            assertThat(decision).isSameAs(Decision.ALLOWED);
        }
    }

    @Test
    void theStrictestLiveRuleDecides() {
        Decision decision = decide("押注 网上赌博");
        assertThat(decision.action()).isEqualTo(Action.REMOVE);
        assertThat(decision.categories()).containsExactly("gambling");
        assertThat(decision.rules()).extracting(Rule::id).containsExactly("gambling-solicitation");
        assertThat(decide("大家好")).isSameAs(Decision.ALLOWED);
    }

    @Test
    void shadowRulesAreRecordedOnly() {
        Decision decision = decide("抵押，注册");
        assertThat(decision.action()).isEqualTo(Action.ALLOW);
        assertThat(decision.categories()).isEmpty();
        assertThat(decision.rules()).extracting(Rule::mode).containsExactly(Rule.Mode.SHADOW);
    }

    @Test
    void draftRulesAreNotAsked() {
        SenderFacts newcomer = new SenderFacts(true, 3, "member", false, 0, 0, 0, true);
        assertThat(decide("m", "看 www.example.com", newcomer, GroupFacts.NEUTRAL))
                .isSameAs(Decision.ALLOWED);
    }

    @Test
    void rolloutsFallOnAShareOfMessages() {
        SenderFacts flood = new SenderFacts(true, 3, "member", false, 0, 20, 0, false);
        int live = 0;
        for (int i = 0; i < 1000; i++) {
            Decision decision = decide("message-" + i, "在吗", flood, GroupFacts.NEUTRAL);
            assertThat(decision.rules()).hasSize(1);
            boolean acts = decision.action() == Action.REVIEW;
            assertThat(decision.rules().get(0).mode())
                    .isEqualTo(acts ? Rule.Mode.LIVE : Rule.Mode.SHADOW);
            live += acts ? 1 : 0;
        }
        assertThat(live).isBetween(420, 580);
    }

    @Test
    void refusalsComeFirstAndInOrder() {
        SenderFacts muted = new SenderFacts(false, 3, "member", true, 0, 0, 0, false);
        SenderFacts unverified = new SenderFacts(false, 3, "member", false, 0, 0, 0, false);
        GroupFacts suspended = new GroupFacts(3, "", 0, true);
        assertThat(decide("m", "网上赌博 押注", muted, suspended))
                .isSameAs(Decision.refused(Refusal.GROUP_SUSPENDED));
        assertThat(decide("m", "网上赌博 押注", muted, GroupFacts.NEUTRAL))
                .isSameAs(Decision.refused(Refusal.SENDER_MUTED));
        assertThat(decide("m", "网上赌博 押注", unverified, GroupFacts.NEUTRAL))
                .isSameAs(Decision.refused(Refusal.SENDER_UNVERIFIED));
    }

    @Test
    void mentionsCountFromListAndText() {
        assertThat(MessageFacts.of("m", "text", 0, "@甲 ＠乙 a@b.com @ ").mentions()).isEqualTo(2);
        assertThat(MessageFacts.of("m", "text", 5, "@甲").mentions()).isEqualTo(5);
    }

    @Property(tries = 300)
    void neverThrows(@ForAll String text) {
        assertThat(decide(text).action()).isNotNull();
    }
}
