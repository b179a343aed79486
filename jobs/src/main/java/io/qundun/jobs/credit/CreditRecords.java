package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditStatus;
import io.qundun.jobs.credit.state.LedgerMessage;
import io.qundun.schemas.Services;
import io.qundun.schemas.UserCredit;
import io.qundun.udfs.credit.CreditHistory;
import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.ServiceLevel;
import io.qundun.udfs.credit.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the records of user.credit.v1. Stateless. */
final class CreditRecords {

    private static final int MOST_ENTRIES = 50;

    private CreditRecords() {}

    /** What is said of a user at {@code status.asOf}. */
    static UserCredit of(
            String userId,
            CreditStatus status,
            int formerLevel,
            CreditHistory history,
            UserLedger.Kept kept,
            CreditTable table) {
        long changesAt = history.changesAt(status.asOf);
        return UserCredit.newBuilder()
                .setUserId(userId)
                .setScore(status.score)
                .setLevel(status.level)
                .setPreviousLevel(formerLevel)
                .setFormulaVersion(CreditHistory.FORMULA_VERSION)
                .setPolicyVersion(status.policyVersion)
                .setEffectiveFrom(status.asOf)
                .setChangesAt(changesAt == CreditHistory.NEVER ? null : changesAt)
                .setServices(services(table.services(status.level)))
                .setEntryIds(bearing(history.bearingAt(status.asOf), kept.messages()))
                .setActiveDays(history.activeDaysAt(status.asOf))
                .setSequence(status.sequence)
                .build();
    }

    /** What a level allows. */
    static Services services(ServiceLevel level) {
        return Services.newBuilder()
                .setPostRate(level.postRate())
                .setLinks(level.links())
                .setMayCreate(level.mayCreate())
                .setMayManage(level.mayManage())
                .build();
    }

    private static List<String> bearing(List<Violation> violations, List<LedgerMessage> messages) {
        if (violations.isEmpty()) {
            return List.of();
        }
        Map<String, String> entryIds = new HashMap<>();
        for (LedgerMessage message : messages) {
            entryIds.put(message.messageId, message.entryId);
        }
        List<String> bearing = new ArrayList<>();
        for (Violation violation : violations) {
            if (bearing.size() == MOST_ENTRIES) {
                break;
            }
            bearing.add(entryIds.get(violation.causeId()));
        }
        return bearing;
    }
}
