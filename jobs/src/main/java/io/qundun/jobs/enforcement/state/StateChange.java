package io.qundun.jobs.enforcement.state;

import io.qundun.schemas.EnforcementState;

/** What becomes known of a subject's measures. Treat it as immutable once built. */
public final class StateChange {

    /** {@code user/<id>} or {@code group/<id>}. */
    public String subject;

    /** The whole present state; null: no measure any more. */
    public EnforcementState state;

    /** For Flink. */
    public StateChange() {}

    /** With both parts. */
    public StateChange(String subject, EnforcementState state) {
        this.subject = subject;
        this.state = state;
    }
}
