package io.qundun.udfs.activity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The days of a group (UTC) as far as its grade needs them, and the grade that follows.
 *
 * <p>A day's own grade is that of the table for the seven days that end with it. The grade at a
 * time is the lowest own grade of the present day and the {@code riseDays} before it: it falls at
 * once, and rises when every one of those days, whole, was above the border. Within a day points
 * only grow, so it cannot flap; and since it is a function of what happened when, the order in
 * which that was heard does not matter. Mutable, for one thread.
 */
public final class GradeHistory {

    private static final int KEPT_DAYS = GradeTable.COUNTED_DAYS + GradeTable.MAX_RISE_DAYS;
    private static final int UNKNOWN = Integer.MIN_VALUE;

    private final TreeMap<Integer, Day> days = new TreeMap<>();
    private int first = UNKNOWN;
    private int members;
    private String category = "";

    private static final class Day {
        private long messages;
        private final TreeMap<String, Long> flagged = new TreeMap<>();
        private int members;
        private int mostMembers;
        private final List<String> categories = new ArrayList<>(1);

        private String category() {
            return categories.get(categories.size() - 1);
        }
    }

    /** A history of nothing. */
    public GradeHistory() {}

    /** What happened on a day, in addition to what is known of it. */
    public void add(int day, ActivityCounts counts) {
        Day of = day(day);
        of.messages += counts.messages();
        for (Map.Entry<String, Long> entry : counts.flaggedByCategory().entrySet()) {
            of.flagged.merge(entry.getKey(), entry.getValue(), Long::sum);
        }
    }

    /** A message of a day stands otherwise than was thought. */
    public void correct(int day, Standing before, Standing after) {
        Day of = days.get(day);
        if (of == null) {
            return;
        }
        ActivityCounts change = new ActivityCounts();
        change.remove(before);
        change.add(after);
        of.messages += change.messages();
        for (Map.Entry<String, Long> entry : change.flaggedByCategory().entrySet()) {
            long count = of.flagged.getOrDefault(entry.getKey(), 0L) + entry.getValue();
            if (count == 0) {
                of.flagged.remove(entry.getKey());
            } else {
                of.flagged.put(entry.getKey(), count);
            }
        }
    }

    /** How many members there are, on a day that is not before the last one. */
    public void members(int day, int count) {
        if (count == membersOn(day)) {
            return;
        }
        Day of = day(day);
        of.members = count;
        of.mostMembers = Math.max(of.mostMembers, count);
    }

    /** The group's category, on a day that is not before the last one. */
    public void category(int day, String named) {
        if (named.equals(categoryOn(day))) {
            return;
        }
        Day of = day(day);
        of.categories.remove(named);
        of.categories.add(named);
    }

    private int membersOn(int day) {
        Map.Entry<Integer, Day> known = days.floorEntry(day);
        return known == null ? members : known.getValue().members;
    }

    private String categoryOn(int day) {
        Map.Entry<Integer, Day> known = days.floorEntry(day);
        return known == null ? category : known.getValue().category();
    }

    private Day day(int number) {
        Day known = days.get(number);
        if (known != null) {
            return known;
        }
        Day day = new Day();
        day.members = membersOn(number);
        day.mostMembers = day.members;
        day.categories.add(categoryOn(number));
        days.put(number, day);
        first = first == UNKNOWN ? number : Math.min(first, number);
        return day;
    }

    /**
     * The grade.
     *
     * @param grade 1 to 5
     * @param own what the present day alone would give
     * @param points of the present day
     * @param violations weighted flagged messages in seven days
     * @param messages in seven days
     * @param members most members of the present day
     * @param changesOn the day on which it changes if nothing else happens; -1: on none
     */
    public record Grade(
            int grade,
            int own,
            int points,
            long violations,
            long messages,
            int members,
            int changesOn) {}

    /**
     * The grade on a day, up to what is known of it.
     *
     * @param today not before the last day that is known
     * @param table not empty
     */
    public Grade grade(int today, GradeTable table) {
        int rise = table.riseDays();
        int from = today - rise;
        Days read = new Days(from, rise + 1 + rise + GradeTable.COUNTED_DAYS, table);
        int present = rise;
        int grade = read.lowest(present, rise);
        int changesOn = -1;
        for (int i = present + 1; i < read.own.length && changesOn < 0; i++) {
            if (read.lowest(i, rise) != grade) {
                changesOn = from + i;
            }
        }
        return new Grade(
                grade,
                read.own[present],
                read.points[present],
                read.violations[present],
                read.messages[present],
                read.members[present],
                changesOn);
    }

    /** The own grades of consecutive days, those to come included. */
    private final class Days {
        private final int[] own;
        private final int[] points;
        private final long[] violations;
        private final long[] messages;
        private final int[] members;

        Days(int from, int count, GradeTable table) {
            own = new int[count];
            points = new int[count];
            violations = new long[count];
            messages = new long[count];
            members = new int[count];
            for (Map.Entry<Integer, Day> entry :
                    days.tailMap(from - GradeTable.COUNTED_DAYS + 1, true).entrySet()) {
                spread(entry.getKey() - from, entry.getValue(), table);
            }
            int membersThen = membersOn(from - 1);
            int pointsThen = table.categoryPoints(categoryOn(from - 1));
            Iterator<Map.Entry<Integer, Day>> later =
                    days.tailMap(from, true).entrySet().iterator();
            Map.Entry<Integer, Day> next = later.hasNext() ? later.next() : null;
            for (int i = 0; i < count; i++) {
                int day = from + i;
                members[i] = membersThen;
                int categoryPoints = pointsThen;
                if (next != null && next.getKey() == day) {
                    Day known = next.getValue();
                    next = later.hasNext() ? later.next() : null;
                    membersThen = known.members;
                    members[i] = known.mostMembers;
                    pointsThen = table.categoryPoints(known.category());
                    categoryPoints = pointsThen;
                    for (String each : known.categories) {
                        categoryPoints = Math.max(categoryPoints, table.categoryPoints(each));
                    }
                }
                points[i] = categoryPoints + table.points(violations[i], messages[i], members[i]);
                boolean before = first == UNKNOWN || day < first;
                own[i] = before ? table.start() : table.grade(points[i]);
            }
        }

        private void spread(int at, Day day, GradeTable table) {
            long weighted = 0;
            for (Map.Entry<String, Long> entry : day.flagged.entrySet()) {
                weighted += table.weight(entry.getKey()) * entry.getValue();
            }
            int end = Math.min(own.length, at + GradeTable.COUNTED_DAYS);
            for (int i = Math.max(0, at); i < end; i++) {
                messages[i] += day.messages;
                violations[i] += weighted;
            }
        }

        int lowest(int at, int rise) {
            int lowest = own[at];
            for (int i = Math.max(0, at - rise); i < at; i++) {
                lowest = Math.min(lowest, own[i]);
            }
            return lowest;
        }
    }

    /** Forgets days that no grade can depend on any more. */
    public void forget(int today) {
        Map<Integer, Day> old = days.headMap(today - KEPT_DAYS, true);
        if (!old.isEmpty()) {
            Day last = days.floorEntry(today - KEPT_DAYS).getValue();
            members = last.members;
            category = last.category();
            old.clear();
        }
    }

    /** To be kept. */
    public void write(BinaryOutput out) {
        out.number(first).number(members).text(category).number(days.size());
        int previous = 0;
        for (Map.Entry<Integer, Day> entry : days.entrySet()) {
            Day day = entry.getValue();
            out.number(entry.getKey() - previous).number(day.messages);
            ActivityCounts.writeCounts(day.flagged, out);
            out.number(day.members).number(day.mostMembers - day.members);
            out.number(day.categories.size());
            for (String each : day.categories) {
                out.text(each);
            }
            previous = entry.getKey();
        }
    }

    /** As it was kept. */
    public static GradeHistory read(BinaryInput in) {
        GradeHistory history = new GradeHistory();
        history.first = in.small();
        history.members = in.small();
        history.category = in.text();
        int number = 0;
        for (int n = in.small(); n > 0; n--) {
            number += in.small();
            Day day = new Day();
            day.messages = in.number();
            ActivityCounts.readCounts(day.flagged, in);
            day.members = in.small();
            day.mostMembers = day.members + in.small();
            for (int i = in.small(); i > 0; i--) {
                day.categories.add(in.text());
            }
            history.days.put(number, day);
        }
        return history;
    }
}
