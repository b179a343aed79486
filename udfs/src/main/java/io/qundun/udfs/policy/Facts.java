package io.qundun.udfs.policy;

import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;

/** All that rules may ask about one message. */
record Facts(Analysis analysis, MessageFacts message, SenderFacts sender, GroupFacts group) {}
