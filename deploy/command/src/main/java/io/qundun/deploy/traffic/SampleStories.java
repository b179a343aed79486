package io.qundun.deploy.traffic;

import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happens over minutes, not in one message: groups that come up, talk and fall silent; a raid;
 * offenders who go on and who mend their ways; people who quote an advertisement and are taken for
 * its author. Each story plans its next chapter. For one thread.
 */
final class SampleStories {

    /** Accounts whose flagged messages a reviewer lets pass. */
    static final String WRONGED = "w-";

    private static final int OFFENDERS = 6;
    private static final int WRONGED_ACCOUNTS = 3;
    private static final int RAIDERS = 40;

    /** Messages a second from which on stories come at their usual pace. */
    private static final double USUAL_RATE = 20;

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final Agenda agenda;
    private final Chance chance;
    private final Phrasebook phrases;
    private final SamplePopulation population;
    private final GroupEvents events;
    private final Supplier<String> ids;
    private final double slowness;
    private int raids;
    private int shortLived;

    SampleStories(
            Agenda agenda,
            Chance chance,
            Phrasebook phrases,
            SamplePopulation population,
            GroupEvents events,
            Supplier<String> ids,
            double messagesPerSecond) {
        this.agenda = agenda;
        this.chance = chance;
        this.phrases = phrases;
        this.population = population;
        this.events = events;
        this.ids = ids;
        // Where little is said the stories must not be all there is.
        this.slowness = Math.max(1, USUAL_RATE / messagesPerSecond);
    }

    /** What is known of the accounts in the stories. */
    static List<AccountStatus> accounts(SamplePopulation population) {
        List<AccountStatus> accounts = new ArrayList<>();
        for (int i = 0; i < OFFENDERS; i++) {
            accounts.add(population.status(offender(i), "verified", 0));
        }
        for (int i = 0; i < WRONGED_ACCOUNTS; i++) {
            accounts.add(population.status(wronged(i), "verified", 0));
        }
        for (int i = 0; i < RAIDERS; i++) {
            accounts.add(population.status(raider(i), "verified", 0));
        }
        return accounts;
    }

    private static String offender(int number) {
        return String.format("o-%04d", number + 1);
    }

    private static String wronged(int number) {
        return String.format("%s%04d", WRONGED, number + 1);
    }

    private static String raider(int number) {
        return String.format("r-%04d", number + 1);
    }

    /** Plans the first chapter of each. */
    void begin(long start) {
        for (int i = 0; i < OFFENDERS; i++) {
            SampleGroup home = chance.pick(population.groups());
            String user = offender(i);
            boolean mends = i % 2 == 1;
            long from = start + chance.between(3_000, 20_000);
            agenda.plan(from, t -> join(home, user, t));
            for (int offence = 1; offence <= 5; offence++) {
                agenda.plan(from + offence * 8L * SECOND, t -> advertise(home, user, t));
            }
            long after = from + MINUTE;
            agenda.plan(after, t -> mends ? chat(home, user, t) : offend(home, user, t));
        }
        for (int i = 0; i < WRONGED_ACCOUNTS; i++) {
            SampleGroup home = chance.pick(population.groups());
            String user = wronged(i);
            long from = start + chance.between(5_000, 25_000);
            for (int quotation = 0; quotation < 5; quotation++) {
                agenda.plan(from + quotation * 6L * SECOND, t -> advertise(home, user, t));
            }
            agenda.plan(from + MINUTE, t -> chat(home, user, t));
        }
        agenda.plan(start + 40 * SECOND, this::raid);
        agenda.plan(start + 10 * SECOND, this::shortLivedGroup);
    }

    private long pause(int leastSeconds, int mostSeconds) {
        return (long) (chance.between(leastSeconds, mostSeconds) * SECOND * slowness);
    }

    private TrafficEvent join(SampleGroup group, String user, long at) {
        return new TrafficEvent.Group(at, events.joined(group.id(), user, at));
    }

    private TrafficEvent advertise(SampleGroup group, String user, long at) {
        String text = phrases.fill(chance.pick(phrases.advertisement(chance)), chance);
        return said(group.id(), user, Phrasebook.unmarked(text), at);
    }

    /** Goes on for ever: muted or not, the next one comes. */
    private TrafficEvent offend(SampleGroup group, String user, long at) {
        agenda.plan(at + pause(10, 40), t -> offend(group, user, t));
        return advertise(group, user, at);
    }

    /** Talks like the others from now on. */
    private TrafficEvent chat(SampleGroup group, String user, long at) {
        agenda.plan(at + pause(15, 60), t -> chat(group, user, t));
        return said(group.id(), user, phrases.say(group.nextFamily(chance), chance), at);
    }

    /** Forty strangers join one group within seconds, say the same, and are thrown out. */
    private TrafficEvent raid(long at) {
        // A small one, whose own talk does not hide it.
        List<SampleGroup> groups = population.groups();
        SampleGroup target = groups.get(groups.size() - 1 - raids++ % groups.size());
        List<Phrasebook.Template> offer = phrases.advertisement(chance);
        for (int i = 0; i < RAIDERS; i++) {
            String user = raider(i);
            long joins = at + chance.below(10_000);
            agenda.plan(joins, t -> join(target, user, t));
            for (int message = 0; message < 3; message++) {
                long speaks = joins + SECOND + chance.below(20_000);
                String text = Phrasebook.unmarked(phrases.fill(chance.pick(offer), chance));
                agenda.plan(speaks, t -> said(target.id(), user, text, t));
            }
            agenda.plan(
                    at + MINUTE + chance.below(20_000),
                    t ->
                            new TrafficEvent.Group(
                                    t, events.removed(target.id(), user, target.member(0), t)));
        }
        agenda.plan(at + pause(240, 480), this::raid);
        return said(target.id(), raider(0), phrases.flood(chance), at);
    }

    /** A group is made, fills, talks for a minute or two and falls silent; half are closed. */
    private TrafficEvent shortLivedGroup(long at) {
        SampleGroup likeThis = chance.pick(population.groups());
        String group = String.format("t-%05d", ++shortLived);
        String creator = likeThis.member(chance.below(likeThis.size()));
        int members = chance.between(3, 12);
        List<String> inside = new ArrayList<>(List.of(creator));
        for (int i = 1; i < members; i++) {
            String user = likeThis.member(chance.below(likeThis.size()));
            inside.add(user);
            agenda.plan(
                    at + chance.between(1_000, 15_000),
                    t -> new TrafficEvent.Group(t, events.joined(group, user, t)));
        }
        long silentAt = at + chance.between(45_000, 120_000);
        int messages = chance.between(10, 40);
        for (int i = 0; i < messages; i++) {
            long speaks = at + 15_000 + chance.below((int) (silentAt - at) - 15_000);
            agenda.plan(
                    speaks,
                    t ->
                            said(
                                    group,
                                    chance.pick(inside),
                                    phrases.say(likeThis.nextFamily(chance), chance),
                                    t));
        }
        if (chance.happens(0.5)) {
            agenda.plan(
                    silentAt + 30 * SECOND,
                    t -> new TrafficEvent.Group(t, events.closed(group, creator, t)));
        }
        agenda.plan(at + pause(15, 45), this::shortLivedGroup);
        return new TrafficEvent.Group(at, events.created(group, creator, likeThis.category(), at));
    }

    /** Somebody comes or goes in a group of the ordinary kind. */
    TrafficEvent passage(SampleGroup group, long at) {
        String user = population.person(chance);
        return new TrafficEvent.Group(
                at,
                chance.happens(0.6)
                        ? events.joined(group.id(), user, at)
                        : events.left(group.id(), group.member(chance.below(group.size())), at));
    }

    private TrafficEvent said(String group, String user, String text, long at) {
        return new TrafficEvent.Chat(
                at,
                ChatMessage.newBuilder()
                        .setMessageId(ids.get())
                        .setGroupId(group)
                        .setSenderId(user)
                        .setSentAt(at - chance.between(40, 900))
                        .setText(text)
                        .build());
    }
}
