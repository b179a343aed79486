package io.qundun.jobs.enforcement.state;

/** One verdict of a message. Treat it as immutable once built. */
public final class IncidentVerdict {

    /** The verdict. */
    public String verdictId;

    /** remove, review, refuse or allow. */
    public String action;

    /** The highest severity of the rules that held, 0 to 3. */
    public int severity;

    /** The version of the policy that judged. */
    public long policyVersion;

    /** For Flink. */
    public IncidentVerdict() {}

    /** Of a verdict. */
    public static IncidentVerdict of(FlaggedVerdict verdict) {
        IncidentVerdict known = new IncidentVerdict();
        known.verdictId = verdict.verdictId;
        known.action = verdict.action;
        known.severity = verdict.severity;
        known.policyVersion = verdict.policyVersion;
        return known;
    }
}
