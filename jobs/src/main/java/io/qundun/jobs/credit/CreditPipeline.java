package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditOutput;
import io.qundun.jobs.runtime.DecodeFunction;
import io.qundun.jobs.runtime.RawRecord;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.jobs.runtime.verdict.VerdictDecodeFunction;
import io.qundun.schemas.CreditEntry;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.PolicyStatus;
import io.qundun.schemas.Topic;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The credit job's wiring.
 *
 * <pre>
 * policy status ─► policy-status-decode ─► policy-tables ─ broadcast ─┐
 * verdicts ─► verdict-decode ─► ledger-input ─┬─ by user ──────────► ledger ─► credit, entries
 * decisions ─► decision-decode ───────────────┤
 * accounts ─► ended-accounts ─────────────────┘
 * </pre>
 *
 * <p>Side outputs: entries of ledger; dead letters of the decoders and of ledger.
 */
public final class CreditPipeline {

    /**
     * What flows in.
     *
     * @param verdicts records of the verdict topic; alone drive event time
     * @param decisions records of the decision topic, idle as far as event time goes
     * @param accounts records of the account status topic, idle likewise
     * @param policyStatus records of the policy status topic, idle likewise
     */
    public record Inputs(
            DataStream<RawRecord> verdicts,
            DataStream<RawRecord> decisions,
            DataStream<RawRecord> accounts,
            DataStream<RawRecord> policyStatus) {}

    /**
     * What flows out.
     *
     * @param entries lines of the ledger
     * @param credits scores and levels whenever they change, and their ends
     * @param deadLetters of all operators
     */
    public record Outputs(
            DataStream<CreditEntry> entries,
            DataStream<CreditOutput> credits,
            DataStream<DeadLetter> deadLetters) {}

    private CreditPipeline() {}

    /**
     * Wires the job between its inputs and outputs.
     *
     * @param decisionWaitMillis how long a decision waits for its verdict, event time
     */
    public static Outputs build(Inputs inputs, long decisionWaitMillis) {
        SingleOutputStreamOperator<PolicyStatus> statuses =
                inputs.policyStatus()
                        .process(
                                new DecodeFunction<>(
                                        CreditNames.JOB,
                                        Topic.POLICY_STATUS,
                                        PolicyStatus.class,
                                        CreditNames.DEAD_LETTERS))
                        .returns(new AvroTypeInfo<>(PolicyStatus.class))
                        .name(CreditNames.POLICY_STATUS_DECODE)
                        .uid(CreditNames.POLICY_STATUS_DECODE);
        BroadcastStream<ReleasedTables> tables =
                statuses.flatMap(new AcceptedTablesFunction())
                        .returns(TypeInformation.of(ReleasedTables.class))
                        .name(CreditNames.POLICY_TABLES)
                        .uid(CreditNames.POLICY_TABLES)
                        .broadcast(TablesByVersion.STATE);

        SingleOutputStreamOperator<JudgedMessage> verdicts =
                inputs.verdicts()
                        .process(
                                new VerdictDecodeFunction(
                                        CreditNames.JOB, CreditNames.DEAD_LETTERS))
                        .returns(TypeInformation.of(JudgedMessage.class))
                        .name(CreditNames.VERDICT_DECODE)
                        .uid(CreditNames.VERDICT_DECODE);
        DataStream<LedgerInput> judged =
                verdicts.flatMap(new LedgerInputFunction())
                        .returns(TypeInformation.of(LedgerInput.class))
                        .name(CreditNames.LEDGER_INPUT)
                        .uid(CreditNames.LEDGER_INPUT);

        SingleOutputStreamOperator<LedgerInput> decisions =
                inputs.decisions()
                        .process(new DecisionDecodeFunction())
                        .returns(TypeInformation.of(LedgerInput.class))
                        .name(CreditNames.DECISION_DECODE)
                        .uid(CreditNames.DECISION_DECODE);

        SingleOutputStreamOperator<LedgerInput> ended =
                inputs.accounts()
                        .process(new EndedAccountFunction())
                        .returns(TypeInformation.of(LedgerInput.class))
                        .name(CreditNames.ENDED_ACCOUNTS)
                        .uid(CreditNames.ENDED_ACCOUNTS);

        SingleOutputStreamOperator<CreditOutput> credits =
                judged.union(decisions, ended)
                        .keyBy(input -> input.userId, Types.STRING)
                        .connect(tables)
                        .process(new LedgerFunction(decisionWaitMillis))
                        .returns(TypeInformation.of(CreditOutput.class))
                        .name(CreditNames.LEDGER)
                        .uid(CreditNames.LEDGER);

        DataStream<DeadLetter> deadLetters =
                credits.getSideOutput(CreditNames.DEAD_LETTERS)
                        .union(
                                statuses.getSideOutput(CreditNames.DEAD_LETTERS),
                                verdicts.getSideOutput(CreditNames.DEAD_LETTERS),
                                decisions.getSideOutput(CreditNames.DEAD_LETTERS),
                                ended.getSideOutput(CreditNames.DEAD_LETTERS));
        return new Outputs(credits.getSideOutput(CreditNames.ENTRIES), credits, deadLetters);
    }
}
