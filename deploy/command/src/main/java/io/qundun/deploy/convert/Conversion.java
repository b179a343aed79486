package io.qundun.deploy.convert;

import io.qundun.deploy.traffic.ChatLine;
import io.qundun.deploy.traffic.ChatLineReader;
import io.qundun.deploy.traffic.ChatLineWriter;
import io.qundun.schemas.ChatMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Turns column files into chat messages sorted by time. What a file does not say is invented from
 * the row's number, so that the same files give the same messages. For one thread.
 */
final class Conversion implements AutoCloseable {

    /** Values for one row, null where they are to be invented. */
    private record Fields(
            ColumnReference.Bound id,
            ColumnReference.Bound group,
            ColumnReference.Bound sender,
            ColumnReference.Bound kind,
            ColumnReference.Bound text,
            List<ColumnReference.Bound> time) {}

    private final ConversionPlan plan;
    private final LongConsumer progress;
    private final TimeSorter sorter;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final ChatLineWriter writer = new ChatLineWriter(line);
    private long rows;
    private long skipped;
    private long earliest = Long.MAX_VALUE;

    Conversion(ConversionPlan plan, LongConsumer progress) throws IOException {
        this.plan = plan;
        this.progress = progress;
        sorter = new TimeSorter(plan.sortBytes());
    }

    /** Messages made. */
    long messages() {
        return rows - skipped;
    }

    /** Rows left out because they could not be read. */
    long skipped() {
        return skipped;
    }

    /** The first message's time; meaningless when there is none. */
    long earliest() {
        return earliest;
    }

    /**
     * Reads one file.
     *
     * @throws IOException when it cannot be read, or a row cannot become a message; with file and
     *     line
     */
    void read(Path file, String idPrefix) throws IOException {
        RowReader.Format format = plan.format() == null ? RowReader.formatOf(file) : plan.format();
        List<String> header = format == RowReader.Format.LINES ? List.of("text") : plan.columns();
        Reading reading = new Reading(file, idPrefix, header);
        RowReader.read(file, format, reading::row);
        if (reading.fields == null) {
            throw new IOException(file + ": empty");
        }
    }

    private final class Reading {
        private final Path file;
        private final String idPrefix;
        private Fields fields;
        private long rowInFile;

        Reading(Path file, String idPrefix, List<String> header) {
            this.file = file;
            this.idPrefix = idPrefix;
            if (header != null) {
                fields = bound(header);
            }
        }

        void row(long lineNumber, String[] row) throws IOException {
            if (fields == null) {
                fields = bound(List.of(row));
                return;
            }
            rowInFile++;
            progress.accept(++rows);
            try {
                add(message(row));
            } catch (UnreadableRowException e) {
                if (!plan.skipUnreadable()) {
                    throw new IOException(
                            file
                                    + ": line "
                                    + lineNumber
                                    + ": "
                                    + e.getMessage()
                                    + "; --skip-unreadable leaves such rows out",
                            e);
                }
                skipped++;
            }
        }

        private ChatMessage message(String[] row) throws UnreadableRowException {
            String id = fields.id() == null ? idPrefix + "-" + rowInFile : fields.id().in(row);
            return new ChatMessage(
                    checkedId("id", id),
                    checkedId(
                            "group",
                            fields.group() == null
                                    ? "g" + invented(1, plan.groups())
                                    : fields.group().in(row)),
                    checkedId(
                            "sender",
                            fields.sender() == null
                                    ? "u" + invented(2, plan.senders())
                                    : fields.sender().in(row)),
                    fields.time().isEmpty()
                            ? plan.start().plus(plan.every().multipliedBy(rows - 1)).toEpochMilli()
                            : time(row),
                    fields.kind() == null ? ChatLine.DEFAULT_KIND : fields.kind().in(row),
                    fields.text().in(row),
                    null,
                    null,
                    List.of(),
                    null,
                    null);
        }

        private long time(String[] row) throws UnreadableRowException {
            StringBuilder joined = new StringBuilder();
            for (ColumnReference.Bound part : fields.time()) {
                if (joined.length() > 0) {
                    joined.append(' ');
                }
                joined.append(part.in(row));
            }
            return plan.times().parse(joined.toString());
        }

        private int invented(int what, int howMany) {
            return 1 + (int) Math.floorMod(mixed(rows * 4 + what), (long) howMany);
        }
    }

    private Fields bound(List<String> header) {
        List<ColumnReference.Bound> time = new ArrayList<>();
        for (ColumnReference part : plan.time()) {
            time.add(part.bind(header));
        }
        if (time.isEmpty() && header.contains("sentAt")) {
            time.add(ColumnReference.parse("sentAt").bind(header));
        }
        ColumnReference text = plan.text() == null ? ColumnReference.parse("text") : plan.text();
        return new Fields(
                bound(header, plan.id(), "messageId"),
                bound(header, plan.group(), "groupId"),
                bound(header, plan.sender(), "senderId"),
                bound(header, plan.kind(), "kind"),
                text.bind(header),
                List.copyOf(time));
    }

    private static ColumnReference.Bound bound(
            List<String> header, ColumnReference reference, String name) {
        if (reference != null) {
            return reference.bind(header);
        }
        return header.contains(name) ? ColumnReference.parse(name).bind(header) : null;
    }

    private static String checkedId(String what, String id) throws UnreadableRowException {
        if (id.isEmpty() || id.length() > ChatLineReader.MAX_ID_LENGTH) {
            throw new UnreadableRowException(
                    "its " + what + " has " + id.length() + " characters; 1 to 256 are possible");
        }
        return id;
    }

    private static long mixed(long value) {
        long bits = value * 0x9E3779B97F4A7C15L;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    private void add(ChatMessage message) throws IOException {
        line.reset();
        writer.write(message);
        writer.flush();
        earliest = Math.min(earliest, message.getSentAt());
        sorter.add(message.getSentAt(), line.toByteArray());
    }

    /** Hands over every message as a line of JSON with its line end, in order of time. */
    void forEach(TimeSorter.Visitor visitor) throws IOException {
        sorter.forEach(visitor);
    }

    @Override
    public void close() throws IOException {
        sorter.close();
    }
}
