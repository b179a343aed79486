package io.qundun.deploy.traffic;

import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.GroupEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Makes up believable group chat, without end: ordinary talk with replies, edits, pictures and
 * names, people who come and go; advertisements in waves or alone, plainly or evasively spelt;
 * insults; floods; senders who are unverified or of whom nothing is known yet; messages that come
 * late or twice, and clocks that are wrong; and the longer {@link SampleStories stories}. The same
 * plan gives the same events. For one thread.
 */
public final class ChatGenerator implements Iterator<TrafficEvent> {

    private static final long UTC_PLUS_8 = 8 * 3_600_000L;
    private static final long REWEIGH_EVERY_MS = 2_000;

    /** How often each kind of trouble begins, a message. */
    private static final double SPAM_WAVE = 0.0011;

    private static final double FLOOD = 0.0006;
    private static final double LONE_ADVERTISEMENT = 0.014;
    private static final double INSULT = 0.008;
    private static final double LATE = 0.006;
    private static final double TWICE = 0.003;
    private static final double EDITED = 0.010;
    private static final double REVOKED = 0.00005;
    private static final double PASSAGE = 0.004;

    private static final long AGE_OF_GROUPS_MS = 20 * 86_400_000L;

    /** Share of the messages that episodes add to the ordinary ones. */
    private static final double EPISODES = SPAM_WAVE * 27 + FLOOD * 27 + TWICE + EDITED;

    private final TrafficPlan plan;
    private final Chance chance;
    private final Phrasebook phrases = Phrasebook.shipped();
    private final SamplePopulation population;
    private final Agenda agenda = new Agenda();
    private final GroupEvents groupEvents;
    private final SampleStories stories;
    private final Set<String> seenWithoutStatus = new HashSet<>();
    private final double[] weights;
    private final double dayMeanWeight;
    private double totalWeight;
    private long weighedAt;
    private double nextOrdinaryAt;
    private long lastAt;
    private long messages;

    /** Traffic to this plan. */
    public ChatGenerator(TrafficPlan plan) {
        this.plan = plan;
        chance = new Chance(plan.seed());
        population = new SamplePopulation(plan, chance);
        groupEvents = new GroupEvents(plan.seed());
        stories =
                new SampleStories(
                        agenda,
                        chance,
                        phrases,
                        population,
                        groupEvents,
                        this::nextId,
                        plan.messagesPerSecond());
        weights = new double[population.groups().size()];
        double sum = 0;
        for (int hour = 0; hour < 24; hour++) {
            for (SampleGroup group : population.groups()) {
                sum += group.weight(plan.start(), hour + 0.5);
            }
        }
        dayMeanWeight = sum / 24;
        weighedAt = Long.MIN_VALUE;
        lastAt = plan.start();
        nextOrdinaryAt = plan.start();
        stories.begin(plan.start());
    }

    /** What is known of the accounts before the first message; belongs into Kafka before it. */
    public List<AccountStatus> accounts() {
        List<AccountStatus> accounts = new ArrayList<>(population.statuses());
        accounts.addAll(SampleStories.accounts(population));
        return List.copyOf(accounts);
    }

    /** How the groups came to be, weeks before the first message; belongs into Kafka before it. */
    public List<GroupEvent> groups() {
        GroupEvents past = new GroupEvents(~plan.seed());
        List<GroupEvent> history = new ArrayList<>();
        for (SampleGroup group : population.groups()) {
            history.addAll(past.history(group, plan.start() - AGE_OF_GROUPS_MS));
        }
        return history;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public TrafficEvent next() {
        if (agenda.isDue(nextOrdinaryAt)) {
            TrafficEvent event = agenda.next(lastAt);
            lastAt = event.at();
            return event;
        }
        lastAt = Math.max(lastAt, (long) nextOrdinaryAt);
        TrafficEvent event = ordinary(lastAt);
        nextOrdinaryAt += chance.exponential(1000 / ordinaryRate());
        return event;
    }

    private double ordinaryRate() {
        double rate = plan.messagesPerSecond() / (1 + EPISODES);
        return plan.rhythm() == TrafficPlan.Rhythm.STEADY
                ? rate
                : rate * Math.max(0.01, totalWeight / dayMeanWeight);
    }

    private SampleGroup livelyGroup(long now) {
        List<SampleGroup> groups = population.groups();
        if (weighedAt == Long.MIN_VALUE || now - weighedAt >= REWEIGH_EVERY_MS) {
            double hour = Math.floorMod(now + UTC_PLUS_8, 86_400_000L) / 3_600_000.0;
            totalWeight = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = groups.get(i).weight(now, hour);
                totalWeight += weights[i];
            }
            weighedAt = now;
        }
        double left = chance.fraction() * totalWeight;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return groups.get(i);
            }
        }
        return groups.get(weights.length - 1);
    }

    private TrafficEvent ordinary(long at) {
        SampleGroup group = livelyGroup(at);
        group.excite(at);
        if (chance.happens(SPAM_WAVE)) {
            startSpamWave(at);
        }
        if (chance.happens(FLOOD)) {
            startFlood(at, group);
        }
        int speaker = group.nextSpeaker(chance);
        String sender = group.member(speaker);
        if (chance.happens(PASSAGE)) {
            agenda.plan(at + 1, t -> stories.passage(group, t));
        }
        if (chance.happens(REVOKED)) {
            agenda.plan(
                    at + 1,
                    t -> new TrafficEvent.Account(t, population.status(sender, "revoked", t)));
        }
        meet(sender, at);
        double which = chance.fraction();
        if (which < LONE_ADVERTISEMENT) {
            String advertisement = phrases.fill(chance.pick(phrases.advertisement(chance)), chance);
            return said(at, group, population.spammer(chance), spelt(advertisement, 0.5), "text");
        }
        which -= LONE_ADVERTISEMENT;
        if (which < INSULT) {
            return said(at, group, sender, spelt(phrases.insult(chance), 0.3), "text");
        }
        which -= INSULT;
        if (which < 0.035) {
            return picture(at, group, speaker);
        }
        which -= 0.035;
        if (which < 0.003) {
            String name =
                    which < 0.001 ? "announcement" : which < 0.0015 ? "group_name" : "nickname";
            return said(at, group, sender, phrases.say(name, chance), name);
        }
        return talk(at, group, speaker);
    }

    private TrafficEvent talk(long at, SampleGroup group, int speaker) {
        String sender = group.member(speaker);
        String repliesTo = chance.happens(0.12) ? group.recentMessage(chance) : null;
        String text = phrases.say(group.nextFamily(chance), chance);
        List<String> mentions = List.of();
        if (chance.happens(0.05)) {
            String mentioned = group.member(chance.below(group.size()));
            mentions = List.of(mentioned);
            text = "@" + mentioned + " " + text;
        }
        long sentAt = at - chance.between(40, 900) + population.clockError(sender);
        if (chance.happens(LATE)) {
            sentAt -= chance.between(120_000, 3 * 3_600_000);
        }
        ChatMessage message =
                new ChatMessage(
                        nextId(),
                        group.id(),
                        sender,
                        sentAt,
                        "text",
                        text,
                        null,
                        repliesTo,
                        mentions,
                        group.nextClientSequence(speaker),
                        null);
        group.remember(message.getMessageId(), speaker);
        if (chance.happens(EDITED)) {
            agenda.plan(at + chance.between(3_000, 60_000), t -> edited(t, group, message));
        }
        if (chance.happens(TWICE)) {
            agenda.plan(at + chance.between(200, 5_000), t -> new TrafficEvent.Chat(t, message));
        }
        return new TrafficEvent.Chat(at, message);
    }

    private TrafficEvent edited(long at, SampleGroup group, ChatMessage before) {
        String text = before.getText() + (chance.happens(0.5) ? "（改）" : "，刚才打错了");
        return new TrafficEvent.Chat(
                at,
                new ChatMessage(
                        nextId(),
                        group.id(),
                        before.getSenderId(),
                        at - 100,
                        "edit",
                        text,
                        before.getMessageId(),
                        null,
                        before.getMentions(),
                        null,
                        null));
    }

    private TrafficEvent picture(long at, SampleGroup group, int speaker) {
        String id = nextId();
        String sender = group.member(speaker);
        long sentAt = at - chance.between(300, 2_500) + population.clockError(sender);
        group.remember(id, speaker);
        return new TrafficEvent.Chat(
                at,
                new ChatMessage(
                        id,
                        group.id(),
                        sender,
                        sentAt,
                        "media",
                        "",
                        null,
                        null,
                        List.of(),
                        group.nextClientSequence(speaker),
                        "media/" + id));
    }

    private TrafficEvent said(long at, SampleGroup group, String sender, String text, String kind) {
        long sentAt = at - chance.between(40, 900) + population.clockError(sender);
        return new TrafficEvent.Chat(
                at,
                new ChatMessage(
                        nextId(),
                        group.id(),
                        sender,
                        sentAt,
                        kind,
                        text,
                        null,
                        null,
                        List.of(),
                        null,
                        null));
    }

    /** Many senders, many groups, the same thing in nearly the same words. */
    private void startSpamWave(long at) {
        List<Phrasebook.Template> offer = phrases.advertisement(chance);
        int copies = chance.between(14, 40);
        int lasts = chance.between(20_000, 180_000);
        double evasive = chance.happens(0.5) ? 0.7 : 0.1;
        Phrasebook.Template words = chance.pick(offer);
        for (int i = 0; i < copies; i++) {
            agenda.plan(
                    at + chance.below(lasts),
                    t ->
                            said(
                                    t,
                                    livelyGroup(t),
                                    population.spammer(chance),
                                    spelt(phrases.fill(words, chance), evasive),
                                    "text"));
        }
    }

    /** One sender, one group, the same thing again and again. */
    private void startFlood(long at, SampleGroup group) {
        String sender = group.member(group.nextSpeaker(chance));
        String text = phrases.flood(chance);
        meet(sender, at);
        int copies = chance.between(14, 40);
        long t = at;
        for (int i = 0; i < copies; i++) {
            t += chance.between(200, 1_500);
            agenda.plan(t, then -> said(then, group, sender, text, "text"));
        }
    }

    private String spelt(String marked, double evasive) {
        return chance.happens(evasive)
                ? MarkedTerms.disguise(marked, chance)
                : Phrasebook.unmarked(marked);
    }

    /**
     * The first time that somebody speaks of whom nothing is known: for most, the status follows.
     */
    private void meet(String sender, long at) {
        if (population.isWithoutStatus(sender)
                && seenWithoutStatus.add(sender)
                && chance.happens(0.7)) {
            agenda.plan(
                    at + chance.between(300, 20_000),
                    t ->
                            new TrafficEvent.Account(
                                    t, population.status(sender, "verified", at - 60_000)));
        }
    }

    private String nextId() {
        return String.format("m-%x-%08d", plan.seed(), ++messages);
    }
}
