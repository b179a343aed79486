package io.qundun.deploy.scan;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.traffic.ChatLine;
import io.qundun.deploy.traffic.ChatLineReader;
import io.qundun.deploy.traffic.LineBlock;
import io.qundun.deploy.traffic.LineBlockReader;
import io.qundun.deploy.traffic.UnreadableLineException;
import io.qundun.deploy.traffic.UnreadableLineException.Code;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.Decision;
import io.qundun.udfs.decision.FactsReader;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.CompiledPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Judges the lines of one block after another. For one thread. */
final class BlockScanner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CompiledPolicy policy;
    private final ChatLineReader reader = new ChatLineReader();

    BlockScanner(CompiledPolicy policy) {
        this.policy = policy;
    }

    /**
     * A block's answers.
     *
     * @param lines one a line, in order
     * @param count how many
     * @param unreadable how many of them are errors
     */
    record Answers(ByteArrayOutputStream lines, int count, int unreadable) {}

    private static final class Count {
        private int unreadable;
    }

    Answers scan(LineBlock block) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(block.length() * 2 + 256);
        Count count = new Count();
        try (AnswerWriter answers = new AnswerWriter(policy, lines)) {
            if (block.tooLong()) {
                count.unreadable++;
                answers.writeError(
                        block.firstLine(),
                        new UnreadableLineException(
                                Code.LINE_TOO_LONG,
                                "longer than " + LineBlockReader.MAX_LINE_BYTES + " bytes"));
            } else {
                block.forEach(
                        (number, bytes, from, to) -> {
                            try {
                                answer(reader.chat(bytes, from, to), number, answers);
                            } catch (UnreadableLineException e) {
                                count.unreadable++;
                                answers.writeError(number, e);
                            }
                        });
            }
        }
        return new Answers(lines, block.lines(), count.unreadable);
    }

    private void answer(ChatLine line, long number, AnswerWriter answers)
            throws IOException, UnreadableLineException {
        SenderFacts sender;
        GroupFacts group;
        try {
            sender =
                    line.sender().isEmpty()
                            ? SenderFacts.NEUTRAL
                            : FactsReader.sender(JSON.valueToTree(line.sender()));
            group =
                    line.group().isEmpty()
                            ? GroupFacts.NEUTRAL
                            : FactsReader.group(JSON.valueToTree(line.group()));
        } catch (IllegalArgumentException e) {
            throw new UnreadableLineException(Code.BAD_CONTEXT, e.getMessage());
        }
        String messageId = line.messageIdOr(number);
        MessageFacts message =
                MessageFacts.of(
                        messageId, line.kindOrDefault(), line.mentions().size(), line.text());
        Analysis analysis = policy.analyze(line.text());
        Decision decision = policy.decide(message, analysis, sender, group);
        answers.write(messageId, analysis, decision);
    }
}
