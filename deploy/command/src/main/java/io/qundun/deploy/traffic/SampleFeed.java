package io.qundun.deploy.traffic;

import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.GroupEvent;

/** Feeds made-up chat as it happens: every event at its time by the wall clock. */
public final class SampleFeed implements Feed {

    private static final long MILLI = 1_000_000L;

    private final TrafficPlan plan;
    private final TopicWriter writer;
    private volatile boolean stopped;
    private volatile long fed;

    /** Traffic to the plan, begun when chat is fed instead of at the plan's start. */
    public SampleFeed(TrafficPlan plan, TopicWriter writer) {
        this.plan = plan;
        this.writer = writer;
    }

    /** Whether this sender only quotes, so that a reviewer should let its messages pass. */
    public static boolean isWronged(String senderId) {
        return senderId.startsWith(SampleStories.WRONGED);
    }

    @Override
    public void feedAccounts() {
        ChatGenerator generator = new ChatGenerator(plan);
        for (AccountStatus status : generator.accounts()) {
            writer.account(status, ReplayFeed.EARLIEST);
        }
        for (GroupEvent event : generator.groups()) {
            writer.groupEvent(event, event.getOccurredAt());
        }
        writer.flush();
    }

    // Only the feeding thread writes.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    @Override
    public void feedChat() throws InterruptedException {
        long start = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        ChatGenerator generator = new ChatGenerator(plan.startingAt(start));
        while (!stopped) {
            TrafficEvent event = generator.next();
            Pace.sleepUntil(startNanos + (event.at() - start) * MILLI);
            if (event instanceof TrafficEvent.Chat chat) {
                writer.chat(chat.message(), chat.at());
                fed++;
            } else if (event instanceof TrafficEvent.Account account) {
                writer.account(account.status(), account.at());
            } else if (event instanceof TrafficEvent.Group group) {
                writer.groupEvent(group.event(), group.at());
            }
        }
        writer.flush();
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
        return 0;
    }
}
