package io.qundun.jobs.enforcement.state;

import io.qundun.jobs.runtime.verdict.Breach;
import io.qundun.jobs.runtime.verdict.JudgedMessage;

/** What measures need of a verdict. Treat it as immutable once built. */
public final class FlaggedVerdict {

    /** The verdict. */
    public String verdictId;

    /** The message. */
    public String messageId;

    /** Its group. */
    public String groupId;

    /** The message's event time, epoch milliseconds. */
    public long eventTime;

    /** The broker's time of the chat record, epoch milliseconds. */
    public long recordTime;

    /** remove, review, refuse or allow. */
    public String action;

    /** The highest severity of the rules that held, 0 to 3. */
    public int severity;

    /** The version of the policy that judged. */
    public long policyVersion;

    /** The verdict that this one takes back, or null. */
    public String reverses;

    /** For Flink. */
    public FlaggedVerdict() {}

    /** Of a verdict. */
    public static FlaggedVerdict of(JudgedMessage judged) {
        FlaggedVerdict flagged = new FlaggedVerdict();
        flagged.verdictId = judged.verdictId;
        flagged.messageId = judged.messageId;
        flagged.groupId = judged.groupId;
        flagged.eventTime = judged.eventTime;
        flagged.recordTime = judged.recordTime;
        flagged.action = judged.action;
        flagged.policyVersion = judged.policyVersion;
        flagged.reverses = judged.reverses;
        for (Breach breach : judged.breaches) {
            flagged.severity = Math.max(flagged.severity, breach.severity);
        }
        return flagged;
    }

    /** Whether the message was removed or sent to review. */
    public boolean isFlagged() {
        return action.equals("remove") || action.equals("review");
    }
}
