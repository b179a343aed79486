package io.qundun.deploy.convert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Turns the text of a time into epoch milliseconds. Immutable. */
final class MessageTimes {

    private final String name;
    private final DateTimeFormatter format;
    private final ZoneId zone;

    private MessageTimes(String name, DateTimeFormatter format, ZoneId zone) {
        this.name = name;
        this.format = format;
        this.zone = zone;
    }

    /**
     * @param format {@code iso}, {@code epoch-ms}, {@code epoch-s}, or a pattern as
     *     java.time.format.DateTimeFormatter takes it
     * @param zone for times that name none
     */
    static MessageTimes of(String format, ZoneId zone) {
        DateTimeFormatter formatter =
                switch (format) {
                    case "iso", "epoch-ms", "epoch-s" -> DateTimeFormatter.ISO_DATE_TIME;
                    default -> DateTimeFormatter.ofPattern(format, Locale.ROOT);
                };
        return new MessageTimes(format, formatter, zone);
    }

    long parse(String text) throws UnreadableRowException {
        try {
            if (name.equals("epoch-ms")) {
                return Long.parseLong(text.strip());
            }
            if (name.equals("epoch-s")) {
                return Math.multiplyExact(Long.parseLong(text.strip()), 1000L);
            }
            TemporalAccessor time =
                    format.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            Instant instant =
                    time instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : ((LocalDateTime) time).atZone(zone).toInstant();
            return instant.toEpochMilli();
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new UnreadableRowException(
                    "time \"" + text + "\" does not fit --time-format " + name);
        }
    }
}
