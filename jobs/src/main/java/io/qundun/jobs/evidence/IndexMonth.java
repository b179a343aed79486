package io.qundun.jobs.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Names of monthly indices: {@code <prefix>-YYYY.MM}, by the broker's record time in UTC, so that a
 * message's documents lie in one index whenever they are written. For one thread.
 */
final class IndexMonth {

    private static final long YEAR_2000 = 946_684_800_000L;
    private static final long DAY = 86_400_000L;

    private final String prefix;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private String name;

    IndexMonth(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The index.
     *
     * @param recordTime epoch milliseconds
     * @param otherwise what to go by when the record time is no time that a broker can have set:
     *     before 2000, or more than a day after this. A producer may write any time into a topic
     *     that lets it, and each month would be an index.
     */
    String of(long recordTime, long otherwise) {
        long time =
                recordTime >= YEAR_2000 && recordTime <= otherwise + DAY ? recordTime : otherwise;
        if (time < from || time >= to) {
            ZonedDateTime month =
                    Instant.ofEpochMilli(time)
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate()
                            .withDayOfMonth(1)
                            .atStartOfDay(ZoneOffset.UTC);
            from = month.toInstant().toEpochMilli();
            to = month.plusMonths(1).toInstant().toEpochMilli();
            name = String.format("%s-%04d.%02d", prefix, month.getYear(), month.getMonthValue());
        }
        return name;
    }
}
