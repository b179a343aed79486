package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditStatus;
import io.qundun.jobs.credit.state.Decision;
import io.qundun.jobs.credit.state.LedgerMessage;
import io.qundun.jobs.credit.state.UserActivity;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.DeadLetter;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Names that savepoints and dashboards depend on: uids (also the operators' names), state
 * descriptors, output tags. Never renamed, never reused.
 */
public final class CreditNames {

    public static final String JOB = "credit";

    public static final String VERDICT_SOURCE = "verdict-source";
    public static final String DECISION_SOURCE = "decision-source";
    public static final String POLICY_STATUS_SOURCE = "policy-status-source";
    public static final String ACCOUNT_SOURCE = "account-source";

    public static final String VERDICT_DECODE = "verdict-decode";
    public static final String DECISION_DECODE = "decision-decode";
    public static final String POLICY_STATUS_DECODE = "policy-status-decode";
    public static final String ENDED_ACCOUNTS = "ended-accounts";
    public static final String POLICY_TABLES = "policy-tables";
    public static final String LEDGER_INPUT = "ledger-input";
    public static final String LEDGER = "ledger";

    public static final String ENTRY_SINK = "entry-sink";
    public static final String CREDIT_SINK = "credit-sink";
    public static final String DEAD_LETTER_SINK = "dead-letter-sink";

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));
    public static final OutputTag<CreditEntry> ENTRIES =
            new OutputTag<>("entries", new AvroTypeInfo<>(CreditEntry.class));

    static final ValueStateDescriptor<UserActivity> ACTIVITY =
            new ValueStateDescriptor<>("activity", TypeInformation.of(UserActivity.class));
    static final ValueStateDescriptor<CreditStatus> STATUS =
            new ValueStateDescriptor<>("status", TypeInformation.of(CreditStatus.class));
    static final MapStateDescriptor<String, LedgerMessage> MESSAGES =
            new MapStateDescriptor<>(
                    "messages", Types.STRING, TypeInformation.of(LedgerMessage.class));
    static final MapStateDescriptor<String, LedgerMessage> APART =
            new MapStateDescriptor<>(
                    "apart", Types.STRING, TypeInformation.of(LedgerMessage.class));
    static final MapStateDescriptor<String, Decision> WAITING_DECISIONS =
            new MapStateDescriptor<>(
                    "waiting-decisions", Types.STRING, TypeInformation.of(Decision.class));
    static final ListStateDescriptor<JudgedMessage> WAITING_VERDICTS =
            new ListStateDescriptor<>("waiting-verdicts", TypeInformation.of(JudgedMessage.class));
    static final ValueStateDescriptor<Integer> WAITING_COUNT =
            new ValueStateDescriptor<>("waiting-count", Types.INT);

    private CreditNames() {}
}
