package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Incident;
import io.qundun.jobs.enforcement.state.IncidentVerdict;
import io.qundun.jobs.enforcement.state.Measure;
import io.qundun.jobs.enforcement.state.SubjectState;
import io.qundun.udfs.measure.MeasureRule;
import io.qundun.udfs.measure.Occurrence;
import io.qundun.udfs.measure.Threshold;
import io.qundun.udfs.policy.PolicyTables;
import java.util.ArrayList;
import java.util.List;

/** The flagged messages of one person that are remembered, and for how long. For one call. */
final class Incidents {

    /** Flagged messages of a person that are remembered; further ones push out the oldest. */
    static final int MOST = 256;

    private static final long HOUR = 3_600_000;

    private final SubjectState state;
    private final KnownTables tables;
    private final EnforcementSettings settings;
    private final Effects effects;

    Incidents(
            SubjectState state, KnownTables tables, EnforcementSettings settings, Effects effects) {
        this.state = state;
        this.tables = tables;
        this.settings = settings;
        this.effects = effects;
    }

    /** The message; null when it is not remembered. */
    Incident of(String messageId) {
        for (Incident incident : state.incidents) {
            if (incident.messageId.equals(messageId)) {
                return incident;
            }
        }
        return null;
    }

    /** Remembers it, in the place of the oldest when there are too many. */
    void remember(Incident incident) {
        if (state.incidents.size() >= MOST) {
            drop();
        }
        state.incidents.add(incident);
        long hour = forgettableAt(incident) / HOUR + 1;
        effects.wakeAtEventTime(hour * HOUR);
    }

    private void drop() {
        Incident oldest = null;
        boolean free = false;
        for (Incident incident : state.incidents) {
            boolean eachFree = isFree(incident);
            if (oldest == null
                    || (eachFree && !free)
                    || (eachFree == free && incident.time < oldest.time)) {
                oldest = incident;
                free = eachFree;
            }
        }
        state.incidents.remove(oldest);
        effects.incidentDropped();
    }

    private long forgettableAt(Incident incident) {
        return Math.max(incident.time, incident.recordTime) + lookBack();
    }

    private long lookBack() {
        long lookBack = settings.historyKept();
        PolicyTables policy = tables.of(0);
        if (policy != null) {
            for (MeasureRule rule : policy.measures().rules()) {
                if (rule.when() instanceof Threshold.Violations threshold) {
                    lookBack = Math.max(lookBack, threshold.within());
                }
            }
        }
        return lookBack;
    }

    // No measure that stands rests on it.
    private boolean isFree(Incident incident) {
        for (Measure measure : state.measures) {
            if ("violations".equals(measure.threshold)
                    && !measure.state().ended()
                    && MeasureGrounds.spanOf(measure).covers(incident.time)) {
                return false;
            }
        }
        return true;
    }

    /** The violations of at least a severity, in no order. */
    List<Occurrence> violations(int severity) {
        List<Occurrence> violations = new ArrayList<>(state.incidents.size());
        for (Incident incident : state.incidents) {
            IncidentVerdict violation = incident.violation();
            if (violation != null && violation.severity >= severity) {
                violations.add(
                        new Occurrence(
                                incident.messageId, incident.time, incident.knownAt(violation)));
            }
        }
        return violations;
    }

    /** Forgets what is old enough and nothing rests on. */
    void forget(long now) {
        state.incidents.removeIf(incident -> forgettableAt(incident) <= now && isFree(incident));
    }
}
