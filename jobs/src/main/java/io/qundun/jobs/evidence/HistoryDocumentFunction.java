package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.DocumentOperation;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.schemas.CommandAck;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.LateActivity;
import io.qundun.schemas.ReviewDecision;
import io.qundun.schemas.ReviewTask;
import io.qundun.schemas.Topic;
import io.qundun.schemas.UserCredit;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;

/** What is decided about users and groups, each record to its document. */
final class HistoryDocumentFunction extends DocumentFunction {

    private static final long serialVersionUID = 1L;

    /** What it reads. */
    static final List<Topic> TOPICS =
            List.of(
                    Topic.GROUP_ACTIVITY,
                    Topic.GROUP_ACTIVITY_LATE,
                    Topic.GROUP_GRADE,
                    Topic.USER_CREDIT_ENTRY,
                    Topic.USER_CREDIT,
                    Topic.MEASURE_COMMAND,
                    Topic.ENFORCEMENT_STATE,
                    Topic.COMMAND_ACK,
                    Topic.REVIEW_TASK,
                    Topic.REVIEW_DECISION);

    private transient ActivityDocuments activity;
    private transient LateActivityDocuments late;
    private transient StandingDocuments standing;
    private transient MeasureDocuments measures;

    HistoryDocumentFunction() {
        super(TOPICS);
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        activity = new ActivityDocuments();
        late = new LateActivityDocuments();
        standing = new StandingDocuments();
        measures = new MeasureDocuments();
    }

    @Override
    void documents(SpecificRecordBase decoded, RawRecord raw, Collector<DocumentOperation> out)
            throws InvalidRecordException {
        if (decoded instanceof GroupActivity record) {
            checkId("activityId", record.getActivityId());
            checkTime("at", record.getAt());
            out.collect(activity.of(record, raw));
        } else if (decoded instanceof LateActivity record) {
            checkId("id", record.getId());
            checkTime("eventTime", record.getEventTime());
            if (record.getFrontier() > 0) {
                checkTime("frontier", record.getFrontier());
            }
            out.collect(late.of(record, raw));
        } else if (decoded instanceof GroupGrade record) {
            checkTime("effectiveFrom", record.getEffectiveFrom());
            checkOptionalTime("changesAt", record.getChangesAt());
            out.collect(standing.of(record, raw));
        } else if (decoded instanceof CreditEntry record) {
            checkId("entryId", record.getEntryId());
            checkTime("eventTime", record.getEventTime());
            checkOptionalTime("expiresAt", record.getExpiresAt());
            out.collect(standing.of(record, raw));
        } else if (decoded instanceof UserCredit record) {
            checkTime("effectiveFrom", record.getEffectiveFrom());
            checkOptionalTime("changesAt", record.getChangesAt());
            out.collect(standing.of(record, raw));
        } else {
            measure(decoded, raw, out);
        }
    }

    private void measure(
            SpecificRecordBase decoded, RawRecord raw, Collector<DocumentOperation> out)
            throws InvalidRecordException {
        if (decoded instanceof EnforcementCommand record) {
            checkId("commandId", record.getCommandId());
            checkTime("effectiveFrom", record.getEffectiveFrom());
            checkOptionalTime("expiresAt", record.getExpiresAt());
            out.collect(measures.of(record, raw));
        } else if (decoded instanceof EnforcementState record) {
            checkTime("effectiveFrom", record.getEffectiveFrom());
            out.collect(measures.of(record, raw));
        } else if (decoded instanceof CommandAck record) {
            checkTime("acknowledgedAt", record.getAcknowledgedAt());
            out.collect(measures.of(record, raw));
        } else if (decoded instanceof ReviewTask record) {
            checkId("taskId", record.getTaskId());
            checkTime("eventTime", record.getEventTime());
            out.collect(measures.of(record, raw));
        } else if (decoded instanceof ReviewDecision record) {
            checkId("decisionId", record.getDecisionId());
            checkTime("decidedAt", record.getDecidedAt());
            out.collect(measures.of(record, raw));
        }
    }
}
