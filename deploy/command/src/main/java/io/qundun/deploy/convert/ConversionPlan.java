package io.qundun.deploy.convert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How rows become messages. A reference that is null is looked up under its own name in the header,
 * and invented when it is not there.
 *
 * @param format null: by each file's name
 * @param columns names of the columns when the file has no header; null: its first row names them
 * @param time references whose values are joined by a space; empty: column sentAt, else invented
 * @param start first invented time
 * @param every between invented times
 * @param groups how many groups to invent
 * @param senders how many senders to invent
 * @param skipUnreadable leave out rows that cannot become messages instead of stopping
 * @param sortBytes memory for sorting before it goes to disk
 */
record ConversionPlan(
        RowReader.Format format,
        List<String> columns,
        ColumnReference id,
        ColumnReference group,
        ColumnReference sender,
        ColumnReference kind,
        ColumnReference text,
        List<ColumnReference> time,
        MessageTimes times,
        Instant start,
        Duration every,
        int groups,
        int senders,
        boolean skipUnreadable,
        long sortBytes) {}
