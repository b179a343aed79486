package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Signal;
import io.qundun.jobs.enforcement.state.StateChange;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.ReviewTask;
import io.qundun.udfs.measure.TransitionTable.Transition;

/** What can follow from something that concerns a subject. */
interface Effects {

    void command(EnforcementCommand command);

    void state(StateChange change);

    void review(ReviewTask task);

    void deadLetter(Signal signal, DeadLetterCode code, String reason);

    /** Calls again when event time reaches this, epoch milliseconds. */
    void wakeAtEventTime(long time);

    /** Calls again when the clock reaches this, epoch milliseconds. */
    void wakeAtProcessingTime(long time);

    /** A measure went through a line of the table. */
    void transition(Transition transition);

    /** An acknowledgement came for a command that a later one has replaced. */
    void lateAcknowledgement();

    /** A flagged message was forgotten early, because there were too many. */
    void incidentDropped();
}
