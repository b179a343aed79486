package io.qundun.deploy.traffic;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.live.ProgressLine;
import io.qundun.jobs.runtime.ContentId;
import io.qundun.jobs.runtime.DeadLetterCode;
import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.DeadLetter;
import io.qundun.schemas.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Feeds a chat file of any size, read as a stream: record time is the message's {@code sentAt}. A
 * line that is no message becomes a dead letter with the line as its value, the file's name as its
 * topic and the line's number as its offset, and counts as a message.
 *
 * <p>A {@code sentAt} that cannot be one (before 2000, or in the future) would carry Kafka's clock
 * away with it: such a message gets the record time of the one before, and the moderation job sets
 * it aside.
 */
public final class ReplayFeed implements Feed {

    /** Event times before this are no times of messages. */
    static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private static final int BLOCK_BYTES = 1 << 18;
    private static final int MAX_DEAD_LETTER_BYTES = 8 << 20;
    private static final String JOB = "replay";

    private final Path chat;
    private final Path accounts;
    private final TopicWriter writer;
    private final Pace pace;
    private final Clock clock;
    private final ChatLineReader reader = new ChatLineReader();
    private final ContentId ids = new ContentId();
    private volatile boolean stopped;
    private volatile long fed;
    private volatile long unreadable;
    private long recordTime = EARLIEST;

    /**
     * @param accounts statuses as JSON lines; null: every sender counts as verified
     * @param perSecond messages a second; null: as fast as it goes
     */
    public ReplayFeed(Path chat, Path accounts, TopicWriter writer, Double perSecond, Clock clock) {
        this.chat = chat;
        this.accounts = accounts;
        this.writer = writer;
        this.pace = perSecond == null ? null : new Pace(perSecond);
        this.clock = clock;
    }

    @Override
    public void feedAccounts() throws IOException {
        try (ProgressLine progress = new ProgressLine("reading accounts")) {
            if (accounts != null) {
                eachLine(accounts, progress, this::feedAccount);
            } else {
                IdSet known = new IdSet();
                eachLine(
                        chat, progress, (n, bytes, from, to) -> feedSender(known, bytes, from, to));
            }
        }
        writer.flush();
    }

    private void eachLine(
            Path file, ProgressLine progress, LineBlock.Visitor<UnreadableLineException> visitor)
            throws IOException {
        try (LineBlockReader blocks = new LineBlockReader(TextInput.open(file), BLOCK_BYTES)) {
            for (LineBlock block = blocks.next(); block != null; block = blocks.next()) {
                if (!block.tooLong()) {
                    block.forEach(visitor);
                }
                progress.done(block.firstLine() + block.lines() - 1);
            }
        } catch (UnreadableLineException e) {
            throw new QundunException(e.getMessage(), e);
        }
    }

    private void feedAccount(long number, byte[] bytes, int from, int to)
            throws UnreadableLineException {
        try {
            writer.account(reader.account(bytes, from, to).toStatus(), EARLIEST);
        } catch (UnreadableLineException e) {
            // Who may publish is no matter for guesses.
            throw new UnreadableLineException(
                    e.code(), accounts + ": line " + number + ": " + e.getMessage());
        }
    }

    private void feedSender(IdSet known, byte[] bytes, int from, int to) {
        try {
            String sender = reader.chat(bytes, from, to).senderId();
            if (sender != null && known.add(sender)) {
                writer.account(new AccountStatus(sender, "verified", null, 0L), EARLIEST);
            }
        } catch (UnreadableLineException e) {
            // Reported when its turn comes as chat.
            return;
        }
    }

    @Override
    public void feedChat() throws IOException, InterruptedException {
        try (LineBlockReader blocks = new LineBlockReader(TextInput.open(chat), BLOCK_BYTES)) {
            for (LineBlock block = blocks.next();
                    block != null && !stopped;
                    block = blocks.next()) {
                if (block.tooLong()) {
                    setAside(
                            block.firstLine(),
                            Arrays.copyOf(block.bytes(), block.length()),
                            "longer than "
                                    + LineBlockReader.MAX_LINE_BYTES
                                    + " bytes; only its beginning is kept");
                    count();
                } else {
                    block.forEach(this::feedLine);
                }
            }
        }
        writer.flush();
    }

    private void feedLine(long number, byte[] bytes, int from, int to) throws InterruptedException {
        if (stopped) {
            return;
        }
        if (pace != null) {
            pace.await();
        }
        try {
            ChatMessage message = reader.chat(bytes, from, to).toMessage(number);
            if (isPossible(message.getSentAt())) {
                recordTime = message.getSentAt();
            }
            if (!writer.chat(message, recordTime)) {
                setAside(
                        number,
                        Arrays.copyOfRange(bytes, from, to),
                        "larger than chat.message.v1 takes");
            }
        } catch (UnreadableLineException e) {
            setAside(
                    number,
                    Arrays.copyOfRange(bytes, from, to),
                    e.code().code() + ": " + e.getMessage());
        }
        count();
    }

    // Only the feeding thread writes.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count() {
        fed++;
    }

    private boolean isPossible(long sentAt) {
        return sentAt >= EARLIEST && sentAt <= clock.millis() + Duration.ofDays(1).toMillis();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void setAside(long number, byte[] line, String reason) {
        String file = chat.getFileName().toString();
        boolean cut = line.length > MAX_DEAD_LETTER_BYTES;
        byte[] value = cut ? Arrays.copyOf(line, MAX_DEAD_LETTER_BYTES) : line;
        writer.deadLetter(
                new DeadLetter(
                        ids.of(JOB, file, Long.toString(number)),
                        new Origin(file, 0, number),
                        recordTime,
                        null,
                        ByteBuffer.wrap(value),
                        DeadLetterCode.UNREADABLE_LINE.code(),
                        cut ? reason + "; only its beginning is kept" : reason,
                        JOB,
                        "",
                        clock.millis()));
        unreadable++;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long fed() {
        return fed;
    }

    @Override
    public long unreadable() {
        return unreadable;
    }
}
