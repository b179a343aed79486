package io.qundun.deploy.convert;

import io.qundun.deploy.live.ProgressLine;
import io.qundun.deploy.traffic.ChatLine;
import io.qundun.deploy.traffic.ChatLineReader;
import io.qundun.deploy.traffic.LineBlockReader;
import io.qundun.deploy.traffic.UnreadableLineException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Column files to chat messages. */
@Command(
        name = "convert",
        sortOptions = false,
        description = {
            "Turns column files into chat messages as JSON lines, sorted by time.",
            "",
            "A FIELD is a column's name, name:N for its first N characters, or =value for the same"
                    + " value in every row. Without an option the column of the message's own"
                    + " field name is taken (messageId, groupId, senderId, sentAt, kind, text), and"
                    + " what is not there is invented from the row's number: the same files give"
                    + " the same messages. Files may be gzip."
        })
public final class ConvertCommand implements Callable<Integer> {

    private static final long SORT_BYTES = 96L << 20;
    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Files to read, in this order.")
    private List<Path> inputs;

    @Option(
            names = "--format",
            description =
                    "${COMPLETION-CANDIDATES}; by default by each file's name (.tsv, .csv, else one"
                            + " text a line). In TSV quotes are plain characters.")
    private RowReader.Format format;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "Column names when the first row is data, not names.")
    private List<String> columns;

    @Option(names = "--id", paramLabel = "FIELD", description = "The message's id.")
    private String id;

    @Option(names = "--group", paramLabel = "FIELD", description = "The group.")
    private String group;

    @Option(names = "--sender", paramLabel = "FIELD", description = "The sender.")
    private String sender;

    @Option(names = "--kind", paramLabel = "FIELD", description = "The kind; text by default.")
    private String kind;

    @Option(names = "--text", paramLabel = "FIELD", description = "The text.")
    private String text;

    @Option(
            names = "--time",
            split = ",",
            paramLabel = "FIELD",
            description = "When it was sent; several fields are joined by a space.")
    private List<String> time = List.of();

    @Option(
            names = "--time-format",
            defaultValue = "iso",
            description =
                    "iso, epoch-ms, epoch-s or a Java date pattern such as 'uuuu-MM-dd HH:mm'."
                            + " Default: ${DEFAULT-VALUE}.")
    private String timeFormat;

    @Option(
            names = "--zone",
            defaultValue = "UTC",
            description = "Zone of times that name none. Default: ${DEFAULT-VALUE}.")
    private ZoneId zone;

    @Option(
            names = "--start",
            description =
                    "First invented time (ISO). Default: 2026-01-01T00:00:00Z, with --append after"
                            + " the last message of --out.")
    private Instant start;

    @Option(
            names = "--every",
            defaultValue = "PT0.05S",
            description = "Between invented times (ISO-8601 duration). Default: ${DEFAULT-VALUE}.")
    private Duration every;

    @Option(
            names = "--groups",
            defaultValue = "200",
            description = "How many groups to invent. Default: ${DEFAULT-VALUE}.")
    private int groups;

    @Option(
            names = "--senders",
            defaultValue = "5000",
            description = "How many senders to invent. Default: ${DEFAULT-VALUE}.")
    private int senders;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; default standard output.")
    private Path out;

    @Option(
            names = "--append",
            description =
                    "Add to --out, whose last message must not be later than the first new one.")
    private boolean append;

    @Option(names = "--skip-unreadable", description = "Leave out rows that cannot be read.")
    private boolean skipUnreadable;

    @Override
    public Integer call() throws IOException {
        Long lastTime = append ? lastTime() : null;
        check();
        try (ProgressLine progress = new ProgressLine("converting");
                Conversion conversion = new Conversion(plan(lastTime), progress::done)) {
            read(conversion);
            if (lastTime != null && conversion.messages() > 0 && conversion.earliest() < lastTime) {
                throw new IOException(
                        "the first new message ("
                                + Instant.ofEpochMilli(conversion.earliest())
                                + ") is earlier than the last one of "
                                + out
                                + " ("
                                + Instant.ofEpochMilli(lastTime)
                                + "); convert all inputs in one call instead of --append");
            }
            write(conversion);
            if (conversion.skipped() > 0) {
                spec.commandLine()
                        .getErr()
                        .println("left out " + conversion.skipped() + " unreadable rows");
            }
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("qundun convert: " + reason(e));
            return 1;
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "no such file: " + e.getMessage()
                : e.getMessage();
    }

    private void check() {
        if (append && out == null) {
            throw new ParameterException(spec.commandLine(), "--append needs --out");
        }
        if (groups < 1 || senders < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--groups and --senders must be at least 1");
        }
        if (every.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--every must not be negative");
        }
        for (Path input : inputs) {
            if (!Files.isReadable(input) || Files.isDirectory(input)) {
                throw new ParameterException(
                        spec.commandLine(), "INPUT " + input + ": no readable file");
            }
        }
    }

    private ConversionPlan plan(Long lastTime) {
        MessageTimes times;
        try {
            times = MessageTimes.of(timeFormat, zone);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--time-format " + timeFormat + ": " + e.getMessage(), e);
        }
        Instant first = start != null ? start : DEFAULT_START;
        if (start == null && lastTime != null) {
            first = Instant.ofEpochMilli(lastTime).plus(every);
        }
        return new ConversionPlan(
                format,
                columns,
                reference(id),
                reference(group),
                reference(sender),
                reference(kind),
                reference(text),
                time.stream().map(ColumnReference::parse).toList(),
                times,
                first,
                every,
                groups,
                senders,
                skipUnreadable,
                SORT_BYTES);
    }

    private static ColumnReference reference(String field) {
        return field == null ? null : ColumnReference.parse(field);
    }

    private void read(Conversion conversion) throws IOException {
        Set<String> prefixes = new HashSet<>();
        for (Path input : inputs) {
            String stem = input.getFileName().toString().replaceFirst("\\..*$", "");
            String prefix = stem;
            for (int n = 2; !prefixes.add(prefix); n++) {
                prefix = stem + "." + n;
            }
            try {
                conversion.read(input, prefix);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), input + ": " + e.getMessage(), e);
            }
        }
    }

    private void write(Conversion conversion) throws IOException {
        if (out == null) {
            OutputStream lines = new BufferedOutputStream(System.out, 1 << 16);
            conversion.forEach(lines::write);
            lines.flush();
        } else if (append && Files.exists(out)) {
            try (OutputStream lines =
                    new BufferedOutputStream(
                            Files.newOutputStream(out, StandardOpenOption.APPEND), 1 << 16)) {
                conversion.forEach(lines::write);
            }
        } else {
            // Whoever reads the file never sees half of it.
            Path part = out.resolveSibling(out.getFileName() + ".part");
            try (OutputStream lines =
                    new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                conversion.forEach(lines::write);
            } catch (IOException e) {
                Files.deleteIfExists(part);
                throw e;
            }
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Time of the last message of the file that is added to; null when there is none. */
    private Long lastTime() throws IOException {
        if (out == null || !Files.exists(out) || Files.size(out) == 0) {
            return null;
        }
        try (RandomAccessFile file = new RandomAccessFile(out.toFile(), "r")) {
            byte[] line = lastLine(file);
            ChatLine last = new ChatLineReader().chat(line, 0, line.length);
            if (last.sentAt() == null) {
                throw new ParameterException(
                        spec.commandLine(), "--append: the last line of " + out + " has no sentAt");
            }
            return last.sentAt();
        } catch (UnreadableLineException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--append: the last line of " + out + ": " + e.getMessage(),
                    e);
        }
    }

    private static byte[] lastLine(RandomAccessFile file) throws IOException {
        for (long length = 1 << 14; ; length *= 2) {
            byte[] tail = new byte[(int) Math.min(length, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            int to = tail[tail.length - 1] == '\n' ? tail.length - 1 : tail.length;
            int from = to;
            while (from > 0 && tail[from - 1] != '\n') {
                from--;
            }
            if (from > 0 || tail.length == file.length()) {
                return Arrays.copyOfRange(tail, from, to);
            }
            if (length > LineBlockReader.MAX_LINE_BYTES) {
                throw new IOException("its last line is longer than 16 MB");
            }
        }
    }
}
