package io.qundun.udfs.policy;

import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.credit.ServiceLevel;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;

/**
 * All that rules may ask about one message.
 *
 * @param services what the sender's credit level allows
 */
record Facts(
        Analysis analysis,
        MessageFacts message,
        SenderFacts sender,
        ServiceLevel services,
        GroupFacts group) {

    private static final int LEAST_LEVEL = 1;
    private static final int MOST_LEVEL = 5;

    /** Of a message, under a table of levels and services. */
    static Facts of(
            Analysis analysis,
            MessageFacts message,
            SenderFacts sender,
            GroupFacts group,
            CreditTable credit) {
        int level = Math.max(LEAST_LEVEL, Math.min(sender.level(), MOST_LEVEL));
        return new Facts(analysis, message, sender, credit.services(level), group);
    }
}
