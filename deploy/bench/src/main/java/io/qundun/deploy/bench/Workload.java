package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.traffic.ChatGenerator;
import io.qundun.deploy.traffic.ChatLineReader;
import io.qundun.deploy.traffic.IdSet;
import io.qundun.deploy.traffic.LineBlock;
import io.qundun.deploy.traffic.LineBlockReader;
import io.qundun.deploy.traffic.TextInput;
import io.qundun.deploy.traffic.TopicWriter;
import io.qundun.deploy.traffic.TrafficEvent;
import io.qundun.deploy.traffic.TrafficPlan;
import io.qundun.deploy.traffic.UnreadableLineException;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The messages that are measured with: made up to a plan, or those of a file. Every sender is
 * verified, so that no message waits for a status and each has one verdict.
 */
final class Workload {

    /** Messages a second in the made-up traffic's own time. */
    private static final double GENERATED_PER_SECOND = 20_000;

    private static final int GROUPS = 2_000;
    private static final long SEED = 20_261_121;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final long YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private final Path input;
    private final long limit;
    private final long start;

    /** Takes messages in the order of their time. */
    @FunctionalInterface
    interface Taker {
        /**
         * One message.
         *
         * @param at when it reached the platform, epoch milliseconds
         * @return whether to go on
         */
        boolean take(ChatMessage message, long at);
    }

    /**
     * Of so many messages, or fewer when the file has fewer.
     *
     * @param input a chat file, as JSON lines; null: made-up traffic
     */
    Workload(Path input, long limit) {
        this.input = input;
        this.limit = limit;
        this.start = System.currentTimeMillis() - (long) (limit / GENERATED_PER_SECOND * 1000);
    }

    /** What it is, for the report. */
    String description() {
        return input == null
                ? "generated, seed %d, %d groups, %.0f messages a second in its own time"
                        .formatted(SEED, GROUPS, GENERATED_PER_SECOND)
                : input.getFileName().toString();
    }

    /**
     * Writes messages and a status for each of their senders into their topics.
     *
     * @return how many messages there are in Kafka
     */
    long fill(TopicWriter writer) {
        IdSet senders = new IdSet();
        each(
                (message, at) -> {
                    if (senders.add(message.getSenderId())) {
                        writer.account(
                                new AccountStatus(message.getSenderId(), "verified", null, 0L),
                                YEAR_2000);
                    }
                    writer.chat(message, at);
                    return true;
                });
        writer.flush();
        return writer.appended();
    }

    /** Hands over each message until there are no more or the taker has enough. */
    void each(Taker taker) {
        if (input == null) {
            eachGenerated(taker);
        } else {
            try {
                eachRead(taker);
            } catch (IOException e) {
                throw new QundunException(input + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private void eachGenerated(Taker taker) {
        ChatGenerator generator =
                new ChatGenerator(
                        new TrafficPlan(
                                SEED,
                                start,
                                GENERATED_PER_SECOND,
                                TrafficPlan.Rhythm.STEADY,
                                GROUPS));
        long taken = 0;
        while (taken < limit) {
            if (generator.next() instanceof TrafficEvent.Chat chat) {
                taken++;
                if (!taker.take(chat.message(), chat.at())) {
                    return;
                }
            }
        }
    }

    private void eachRead(Taker taker) throws IOException {
        FileTaker lines = new FileTaker(taker, limit);
        try (LineBlockReader blocks = new LineBlockReader(TextInput.open(input), BLOCK_BYTES)) {
            LineBlock block = blocks.next();
            while (block != null && lines.wanted) {
                if (!block.tooLong()) {
                    block.forEach(lines);
                }
                block = blocks.next();
            }
        }
    }

    /** Passes over what is no message or has no possible time: it would get no verdict. */
    private static final class FileTaker implements LineBlock.Visitor<RuntimeException> {

        private final ChatLineReader reader = new ChatLineReader();
        private final Taker taker;
        private final long latest = System.currentTimeMillis();
        private long left;
        private boolean wanted = true;

        FileTaker(Taker taker, long limit) {
            this.taker = taker;
            this.left = limit;
        }

        @Override
        public void line(long number, byte[] bytes, int from, int to) {
            if (!wanted) {
                return;
            }
            ChatMessage message;
            try {
                message = reader.chat(bytes, from, to).toMessage(number);
            } catch (UnreadableLineException e) {
                return;
            }
            if (message.getSentAt() >= YEAR_2000 && message.getSentAt() <= latest) {
                wanted = taker.take(message, message.getSentAt()) && --left > 0;
            }
        }
    }
}
