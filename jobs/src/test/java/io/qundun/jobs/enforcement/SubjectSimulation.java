package io.qundun.jobs.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.enforcement.MeasureLife.Cause;
import io.qundun.jobs.enforcement.state.Measure;
import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.enforcement.state.SubjectState;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.ReviewTask;
import io.qundun.udfs.measure.MeasureEvent;
import io.qundun.udfs.measure.MeasureState;
import io.qundun.udfs.measure.MeasureTransitions;
import io.qundun.udfs.measure.TransitionTable.Transition;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * One subject's measures without Flink: timers, clock and event time are the test's. Checks after
 * every call what must always hold.
 */
final class SubjectSimulation implements Effects {

    private static final TypeSerializer<SubjectState> SERIALIZER = serializer();

    final List<EnforcementCommand> commands = new ArrayList<>();
    final List<ReviewTask> tasks = new ArrayList<>();
    final List<DeadLetterCode> deadLetters = new ArrayList<>();

    /** Everything that was ever published of each measure, the last word last. */
    final Map<String, List<ActiveMeasure>> published = new HashMap<>();

    private final KnownTables tables = tables();
    private final Commands writer = new Commands();
    private final TreeSet<Long> eventTimers = new TreeSet<>();
    private final TreeSet<Long> clockTimers = new TreeSet<>();
    private final String subject;
    private SubjectState state = new SubjectState();
    private EnforcementState present;
    private long eventTime;
    private long clock;

    SubjectSimulation(String subject, long start) {
        this.subject = subject;
        this.eventTime = start;
        this.clock = start;
    }

    long eventTime() {
        return eventTime;
    }

    EnforcementState present() {
        return present;
    }

    /** The measure in force by the job's books, or null. */
    String inForce() {
        for (Measure measure : state.measures) {
            if (measure.state().inForce()) {
                return measure.measureId;
            }
        }
        return null;
    }

    boolean isUnsettled() {
        return state.measures.stream().anyMatch(each -> each.nextAttemptAt != Measure.NEVER);
    }

    List<Measure> measures() {
        return state.measures;
    }

    void call(Consumer<SubjectMeasures> what) {
        state.frontier = Math.max(state.frontier, eventTime);
        what.accept(
                new SubjectMeasures(
                        state,
                        Subject.of(subject, state.frontier, clock),
                        tables,
                        writer,
                        MeasureHarness.SETTINGS,
                        this));
        check();
    }

    void advanceEventTime(long time) {
        eventTime = Math.max(eventTime, time);
        while (!eventTimers.isEmpty() && eventTimers.first() <= eventTime) {
            eventTimers.pollFirst();
            call(SubjectMeasures::wake);
        }
    }

    /** The clock may jump either way. */
    void setClock(long time) {
        clock = time;
        List<Long> due = new ArrayList<>(clockTimers.headSet(clock, true));
        clockTimers.removeAll(due);
        for (int i = 0; i < due.size(); i++) {
            call(SubjectMeasures::wake);
        }
    }

    long clock() {
        return clock;
    }

    SubjectState state() {
        return state;
    }

    /** What a savepoint and its restoration do to the state. */
    void restart() {
        state = SERIALIZER.copy(state);
    }

    void flaggedChanged(long time, int change, Cause cause) {
        call(measures -> measures.flaggedChanged(time, change, cause));
    }

    private void check() {
        assertThat(state.measures.stream().filter(each -> each.state().inForce()))
                .as("one measure in force at a time")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(state.incidents).hasSizeLessThanOrEqualTo(Incidents.MOST);
        if (!state.measures.isEmpty() && !commands.isEmpty()) {
            EnforcementCommand last = newest();
            boolean orders = last.getReverses() == null;
            assertThat(inForce())
                    .as("the command with the highest sequence says what is in force")
                    .isEqualTo(orders ? last.getMeasureId() : null);
        }
    }

    private EnforcementCommand newest() {
        EnforcementCommand newest = commands.get(0);
        for (EnforcementCommand each : commands) {
            if (each.getSequence() > newest.getSequence()) {
                newest = each;
            }
        }
        return newest;
    }

    @Override
    public void command(EnforcementCommand command) {
        boolean isNew = true;
        long highest = 0;
        for (EnforcementCommand other : commands) {
            highest = Math.max(highest, other.getSequence());
            if (other.getCommandId().equals(command.getCommandId())
                    || other.getSequence() == command.getSequence()) {
                isNew = false;
                assertThat(EnforcementCommand.newBuilder(command).setIssuedAt(0).build())
                        .as("one id, one sequence, one content")
                        .isEqualTo(EnforcementCommand.newBuilder(other).setIssuedAt(0).build());
            }
        }
        if (isNew) {
            assertThat(command.getSequence()).isEqualTo(highest + 1);
        }
        commands.add(command);
    }

    @Override
    public void state(StateChange change) {
        present = change.state;
        if (change.state == null) {
            return;
        }
        assertThat(change.state.getSequence()).isEqualTo(state.sequence);
        for (ActiveMeasure measure : change.state.getMeasures()) {
            List<ActiveMeasure> before =
                    published.computeIfAbsent(measure.getMeasureId(), id -> new ArrayList<>());
            if (!before.isEmpty()) {
                assertFollows(before.get(before.size() - 1).getState(), measure.getState());
            }
            before.add(measure);
        }
    }

    /**
     * One line of the table, or as many as one call can take: ended, turn after that, overtaken.
     */
    private static void assertFollows(String from, String to) {
        List<MeasureState> reached = new ArrayList<>(List.of(MeasureState.of(from)));
        for (int step = 0; step < 3; step++) {
            for (MeasureState state : List.copyOf(reached)) {
                for (MeasureEvent event : MeasureEvent.values()) {
                    if (state != MeasureState.LAST) {
                        reached.add(MeasureTransitions.TABLE.on(state, event).to());
                    }
                }
            }
        }
        assertThat(reached).contains(MeasureState.of(to));
    }

    @Override
    public void review(ReviewTask task) {
        tasks.add(task);
    }

    @Override
    public void deadLetter(Signal signal, DeadLetterCode code, String reason) {
        deadLetters.add(code);
    }

    @Override
    public void wakeAtEventTime(long time) {
        eventTimers.add(time);
    }

    @Override
    public void wakeAtProcessingTime(long time) {
        clockTimers.add(time);
    }

    @Override
    public void transition(Transition transition) {
        assertThat(MeasureTransitions.TABLE.transitions()).contains(transition);
    }

    @Override
    public void lateAcknowledgement() {}

    @Override
    public void incidentDropped() {}

    private static KnownTables tables() {
        PolicyTables tables;
        try {
            tables = PolicyTables.read(MeasureHarness.POLICY);
        } catch (InvalidPolicyException e) {
            throw new AssertionError(e);
        }
        return new KnownTables() {
            @Override
            public PolicyTables of(long version) {
                return tables;
            }

            @Override
            public String hash(long version) {
                return "cafe";
            }
        };
    }

    private static TypeSerializer<SubjectState> serializer() {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        return TypeInformation.of(SubjectState.class).createSerializer(config);
    }
}
