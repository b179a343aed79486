package io.qundun.jobs.enforcement;

import io.qundun.jobs.enforcement.state.Measure;
import io.qundun.jobs.enforcement.state.SubjectState;
import io.qundun.schemas.ActivityWindow;
import io.qundun.udfs.measure.Episode;
import io.qundun.udfs.measure.Episodes;
import io.qundun.udfs.measure.MeasureRule;
import io.qundun.udfs.measure.Occurrence;
import io.qundun.udfs.measure.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * What the measures on one subject rest on: which violations and windows are accounted for, and
 * whether those of a measure still reach its threshold. For one call.
 */
final class MeasureGrounds {

    private final SubjectState state;
    private final Incidents incidents;

    MeasureGrounds(SubjectState state, Incidents incidents) {
        this.state = state;
        this.incidents = incidents;
    }

    /** Whether the violations of a measure for violations still reach its threshold. */
    boolean hold(Measure measure) {
        Threshold.Violations threshold = thresholdOf(measure);
        return Episodes.holds(threshold, own(measure, threshold));
    }

    /**
     * Whether a window is accounted for: a message counts towards one measure of a rule only, and
     * none while that is in force.
     */
    boolean isServed(MeasureRule rule, ActivityWindow window) {
        for (Measure measure : state.measures) {
            if (measure.ruleId.equals(rule.id())
                    && !measure.unfounded
                    && window.getBegin() < Math.max(measure.windowEnd, measure.accountsUntil())
                    && window.getEnd() > measure.windowBegin
                    && (window.getBegin() < measure.windowEnd
                            || window.getEnd() <= measure.accountsUntil())) {
                return true;
            }
        }
        return false;
    }

    private static Threshold.Violations thresholdOf(Measure measure) {
        return new Threshold.Violations(measure.count, measure.within, measure.severity);
    }

    /** The episode that a measure for violations accounts for. */
    static Episode.Span spanOf(Measure measure) {
        return Episodes.span(thresholdOf(measure), measure.reachedAt, measure.accountsUntil());
    }

    /** Episodes of a rule that a measure accounts for. */
    List<Episode.Span> served(MeasureRule rule) {
        List<Episode.Span> served = new ArrayList<>();
        for (Measure measure : state.measures) {
            if (measure.ruleId.equals(rule.id())
                    && "violations".equals(measure.threshold)
                    && !measure.unfounded) {
                served.add(spanOf(measure));
            }
        }
        return served;
    }

    // What belongs to the measure's episode, and not to an earlier one of its rule.
    private List<Occurrence> own(Measure measure, Threshold.Violations threshold) {
        List<Episode.Span> earlier = new ArrayList<>();
        for (Measure other : state.measures) {
            if (other == measure) {
                break;
            }
            if (other.ruleId.equals(measure.ruleId)
                    && "violations".equals(other.threshold)
                    && !other.unfounded) {
                earlier.add(spanOf(other));
            }
        }
        Episode.Span span = spanOf(measure);
        List<Occurrence> own = incidents.violations(threshold.severity());
        own.removeIf(
                each ->
                        !span.covers(each.time())
                                || earlier.stream().anyMatch(other -> other.covers(each.time())));
        return own;
    }
}
