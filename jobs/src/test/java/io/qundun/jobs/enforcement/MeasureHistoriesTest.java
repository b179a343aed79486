package io.qundun.jobs.enforcement;

import static io.qundun.jobs.enforcement.MeasureHarness.DAY;
import static io.qundun.jobs.enforcement.MeasureHarness.HOUR;
import static io.qundun.jobs.enforcement.MeasureHarness.MINUTE;
import static io.qundun.jobs.enforcement.MeasureHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.enforcement.MeasureLife.Cause;
import io.qundun.jobs.enforcement.state.FlaggedVerdict;
import io.qundun.jobs.enforcement.state.Measure;
import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.ActivityWindow;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.UserCredit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * Random histories of violations, levels, surges, decisions, answers, silences, jumps and restarts.
 * {@link SubjectSimulation} checks after every step that no transition lies outside the table, that
 * sequences grow one by one, and that equal ids have equal content.
 */
class MeasureHistoriesTest {

    private static final int STEPS = 120;

    @Property(tries = 150)
    void aPersonsMeasuresAllEndAndTheBackendAgrees(@ForAll long seed) {
        personHistory(seed).assertLively();
    }

    /** Its turn comes again only when another measure has outlasted it. */
    @Example
    void aReinstatedMeasureDoesNotBeginAfterItsEnd() {
        personHistory(14682);
    }

    private static History personHistory(long seed) {
        History history = new History("user/u1", new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            history.personStep();
        }
        history.settleAndCompare();
        history.endAndCompare();
        return history;
    }

    @Property(tries = 150)
    void aGroupsMeasuresAllEndAndTheBackendAgrees(@ForAll long seed) {
        History history = new History("group/g1", new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            history.groupStep();
        }
        history.settleAndCompare();
        history.endAndCompare();
        history.assertLively();
    }

    @Property(tries = 100)
    void duplicatedInputGivesTheSameCommands(@ForAll long seed) {
        History once = new History("user/u1", new Random(seed));
        History twice = new History("user/u1", new Random(seed));
        twice.repeats = true;
        for (int i = 0; i < STEPS; i++) {
            once.inputStep();
            twice.inputStep();
        }

        assertThat(twice.job.commands).isEqualTo(once.job.commands);
        assertThat(twice.job.present()).isEqualTo(once.job.present());
    }

    @Property(tries = 50)
    void whenNobodyEverAnswersEverythingEndsAllTheSame(@ForAll long seed) {
        History history = new History("user/u1", new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            history.inputStep();
        }
        for (int i = 0; i < 40; i++) {
            history.job.setClock(history.job.clock() + HOUR);
            history.job.advanceEventTime(history.job.eventTime() + DAY);
        }

        assertThat(history.job.measures()).isEmpty();
        assertThat(history.job.present()).isNull();
        history.assertAllEnded();
    }

    private static final class History {
        final SubjectSimulation job;
        final BackendModel backend = new BackendModel();
        boolean repeats;
        private final Random random;
        private final List<FlaggedVerdict> verdicts = new ArrayList<>();
        private final List<String> measureIds = new ArrayList<>();
        private final List<EnforcementCommand> undelivered = new ArrayList<>();
        private int delivered;
        private int ids;

        History(String subject, Random random) {
            this.job = new SubjectSimulation(subject, START);
            this.random = random;
        }

        void personStep() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> violation();
                case 3 -> decideVerdict();
                case 4 -> level();
                default -> commonStep();
            }
        }

        void groupStep() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> activity();
                case 3 ->
                        job.flaggedChanged(
                                near(),
                                random.nextBoolean() ? -1 : 1,
                                new Cause(near(), "d" + ids++, true));
                default -> commonStep();
            }
        }

        /** What comes in from elsewhere; time goes on, nobody answers. */
        void inputStep() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> violation();
                case 4, 5 -> decideVerdict();
                case 6 -> level();
                case 7 -> decideMeasure();
                default -> job.advanceEventTime(job.eventTime() + random.nextInt((int) HOUR));
            }
        }

        private void commonStep() {
            switch (random.nextInt(10)) {
                case 0 -> decideMeasure();
                case 1, 2 -> job.advanceEventTime(job.eventTime() + random.nextInt((int) HOUR));
                case 3 -> job.setClock(job.clock() + random.nextInt((int) (5 * MINUTE)));
                case 4 -> jump();
                case 5 -> job.restart();
                case 6 -> restartBackend();
                default -> deliver();
            }
        }

        private void jump() {
            if (random.nextInt(4) == 0) {
                job.setClock(job.clock() + (random.nextBoolean() ? -1 : 1) * HOUR);
            } else if (random.nextInt(4) == 0) {
                job.advanceEventTime(job.eventTime() + DAY);
            }
        }

        private long near() {
            return job.eventTime() + random.nextInt((int) (2 * HOUR)) - HOUR;
        }

        private void violation() {
            boolean known = !verdicts.isEmpty() && random.nextInt(4) == 0;
            FlaggedVerdict verdict;
            if (known) {
                verdict = verdicts.get(random.nextInt(verdicts.size()));
            } else {
                verdict =
                        MeasureHarness.flagged(
                                "m" + ids++, random.nextInt(3) == 0 ? "review" : "remove", near());
                verdict.severity = 1 + random.nextInt(3);
                verdicts.add(verdict);
            }
            FlaggedVerdict taken = verdict;
            repeatedly(measures -> measures.verdict(taken));
        }

        private void repeatedly(java.util.function.Consumer<SubjectMeasures> what) {
            for (int i = 0; i < (repeats ? 2 : 1); i++) {
                job.call(what);
            }
        }

        private void level() {
            UserCredit credit =
                    UserCredit.newBuilder()
                            .setUserId("u1")
                            .setScore(0)
                            .setLevel(1 + random.nextInt(3))
                            .setFormulaVersion("1")
                            .setEffectiveFrom(near())
                            .build();
            repeatedly(measures -> measures.credit(credit));
        }

        private void activity() {
            long at = near() / MINUTE * MINUTE;
            GroupActivity activity =
                    GroupActivity.newBuilder()
                            .setActivityId("a" + at)
                            .setGroupId("g1")
                            .setAt(at)
                            .setWindows(
                                    List.of(
                                            ActivityWindow.newBuilder()
                                                    .setSpan("1h")
                                                    .setBegin(at - HOUR)
                                                    .setEnd(at)
                                                    .setMessages(random.nextInt(60))
                                                    .setFlagged(random.nextInt(20))
                                                    .build()))
                            .build();
            repeatedly(measures -> measures.activity(activity));
        }

        private void decideVerdict() {
            String verdictId =
                    verdicts.isEmpty() || random.nextInt(10) == 0
                            ? "unknown" + ids++
                            : verdicts.get(random.nextInt(verdicts.size())).verdictId;
            Signal signal = decision("verdict", verdictId);
            repeatedly(measures -> measures.decision(signal));
        }

        private void decideMeasure() {
            note();
            String measureId =
                    measureIds.isEmpty() || random.nextInt(10) == 0
                            ? "unknown" + ids++
                            : measureIds.get(random.nextInt(measureIds.size()));
            Signal signal = decision("measure", measureId);
            repeatedly(measures -> measures.decision(signal));
        }

        private Signal decision(String subjectType, String subjectId) {
            Signal signal = Signal.ofUser("u1");
            signal.decision =
                    ReviewDecision.newBuilder()
                            .setDecisionId("d" + ids++)
                            .setSubjectType(subjectType)
                            .setSubjectId(subjectId)
                            .setOutcome(random.nextInt(3) == 0 ? "upheld" : "overturned")
                            .setDecidedAt(near())
                            .build();
            return signal;
        }

        private void note() {
            for (Measure measure : job.measures()) {
                if (!measureIds.contains(measure.measureId)) {
                    measureIds.add(measure.measureId);
                }
            }
        }

        private void collect() {
            while (delivered < job.commands.size()) {
                undelivered.add(job.commands.get(delivered++));
            }
        }

        // In any order, some twice, some lost on the way back, some answered wrongly.
        private void deliver() {
            collect();
            if (undelivered.isEmpty()) {
                return;
            }
            int index = random.nextInt(undelivered.size());
            EnforcementCommand command =
                    random.nextInt(4) == 0 ? undelivered.get(index) : undelivered.remove(index);
            switch (random.nextInt(6)) {
                case 0 -> answer(command, "failed");
                case 1 -> backend.apply(command);
                case 2 -> answer(command, random.nextInt(4) == 0 ? "refused" : "failed");
                default -> answer(command, backend.apply(command) ? "applied" : "refused");
            }
        }

        private void restartBackend() {
            collect();
            backend.loseMemory(job.present());
            undelivered.clear();
            undelivered.addAll(job.commands);
        }

        private void answer(EnforcementCommand command, String state) {
            Signal signal = Signal.ofUser("u1");
            signal.ack =
                    CommandAck.newBuilder()
                            .setCommandId(command.getCommandId())
                            .setSubjectType(command.getSubjectType())
                            .setSubjectId(command.getSubjectId())
                            .setSequence(command.getSequence())
                            .setState(state)
                            .setBackend("model")
                            .setAcknowledgedAt(job.clock())
                            .build();
            repeatedly(measures -> measures.ack(signal));
        }

        /**
         * From now on every command arrives, in any order, and is carried out; a person who was
         * asked has it sent again.
         */
        void settleAndCompare() {
            for (int i = 0; i < 100; i++) {
                for (Measure measure : List.copyOf(job.measures())) {
                    switch (measure.state()) {
                        case REFUSED, ESCALATED, LIFTING_ESCALATED -> confirm(measure, "upheld");
                        case REVERSING_ESCALATED -> confirm(measure, "overturned");
                        default -> {}
                    }
                }
                collect();
                while (!undelivered.isEmpty()) {
                    EnforcementCommand command =
                            undelivered.remove(random.nextInt(undelivered.size()));
                    answer(command, backend.apply(command) ? "applied" : "refused");
                    collect();
                }
                if (!job.isUnsettled()) {
                    break;
                }
                job.setClock(job.clock() + 5 * MINUTE);
            }
            assertThat(backend.inForce()).isEqualTo(job.inForce());
        }

        private void confirm(Measure measure, String outcome) {
            Signal signal = decision("measure", measure.measureId);
            signal.decision.setOutcome(outcome);
            signal.decision.setDecidedAt(
                    Math.max(measure.decidedAt + 1, signal.decision.getDecidedAt()));
            job.call(measures -> measures.decision(signal));
        }

        void endAndCompare() {
            for (int i = 0; i < 20; i++) {
                job.advanceEventTime(job.eventTime() + DAY);
                settleAndCompare();
            }
            assertThat(job.measures()).isEmpty();
            assertThat(job.present()).isNull();
            assertThat(backend.inForce()).isNull();
            assertAllEnded();
        }

        // A history in which nothing happens shows nothing.
        void assertLively() {
            Statistics.label("measures, undone early")
                    .collect(
                            Math.min(2, job.published.size()),
                            job.commands.stream()
                                    .anyMatch(
                                            each ->
                                                    "measure-reversed"
                                                            .equals(each.getReasonCode())))
                    .coverage(
                            coverage ->
                                    coverage.check(2, true)
                                            .percentage(percentage -> percentage > 20));
        }

        void assertAllEnded() {
            job.published.forEach(
                    (id, history) -> {
                        ActiveMeasure last = history.get(history.size() - 1);
                        assertThat(last.getEndedAt()).as(id).isNotNull();
                        assertThat(last.getEndedAt())
                                .isBetween(last.getEffectiveFrom(), last.getExpiresAt());
                        assertThat(last.getState())
                                .isIn(
                                        "lifting",
                                        "lifting-escalated",
                                        "lifted",
                                        "reversing",
                                        "reversing-escalated",
                                        "reversed");
                    });
        }
    }
}
