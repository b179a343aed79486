package io.qundun.jobs.credit;

import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.DeadLetter;
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

    public static final String VERDICT_DECODE = "verdict-decode";
    public static final String DECISION_DECODE = "decision-decode";
    public static final String POLICY_STATUS_DECODE = "policy-status-decode";
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

    private CreditNames() {}
}
