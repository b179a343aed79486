package io.qundun.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.GroupEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChatGeneratorTest {

    private static final long START = 1_767_225_600_000L;

    private static TrafficPlan plan(long seed, TrafficPlan.Rhythm rhythm) {
        return new TrafficPlan(seed, START, 50, rhythm, 60);
    }

    private static List<TrafficEvent> events(ChatGenerator generator, int count) {
        List<TrafficEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(generator.next());
        }
        return events;
    }

    private static List<ChatMessage> messages(List<TrafficEvent> events) {
        List<ChatMessage> messages = new ArrayList<>();
        for (TrafficEvent event : events) {
            if (event instanceof TrafficEvent.Chat chat) {
                messages.add(chat.message());
            }
        }
        return messages;
    }

    @Test
    void theSameSeedGivesTheSameTrafficAndAnotherAnother() {
        TrafficPlan plan = plan(7, TrafficPlan.Rhythm.STEADY);
        assertThat(events(new ChatGenerator(plan), 5_000))
                .isEqualTo(events(new ChatGenerator(plan), 5_000));
        assertThat(new ChatGenerator(plan).accounts())
                .isEqualTo(new ChatGenerator(plan).accounts());
        assertThat(events(new ChatGenerator(plan(8, TrafficPlan.Rhythm.STEADY)), 50))
                .isNotEqualTo(events(new ChatGenerator(plan), 50));
    }

    @Test
    void arrivesInOrderAtTheRateAskedFor() {
        List<TrafficEvent> events =
                events(new ChatGenerator(plan(1, TrafficPlan.Rhythm.STEADY)), 60_000);
        long last = START;
        for (TrafficEvent event : events) {
            if (event.at() < last) {
                throw new AssertionError(event + " comes before its time " + last);
            }
            last = event.at();
        }
        double rate = messages(events).size() / ((last - START) / 1000.0);
        assertThat(rate).isBetween(45.0, 55.0);
    }

    @Test
    void aDayIsQuietAtNightAndBusyInTheEvening() {
        TrafficPlan plan = new TrafficPlan(1, START, 0.4, TrafficPlan.Rhythm.DAY, 60);
        ChatGenerator generator = new ChatGenerator(plan);
        int[] byHour = new int[24];
        for (TrafficEvent event = generator.next();
                event.at() < START + 86_400_000L;
                event = generator.next()) {
            byHour[(int) ((event.at() - START) / 3_600_000L + 8) % 24]++;
        }
        assertThat(byHour[4]).isLessThan(byHour[20] / 3);
    }

    @Test
    void holdsEveryKindOfTrouble() {
        List<TrafficEvent> events =
                events(new ChatGenerator(plan(3, TrafficPlan.Rhythm.STEADY)), 60_000);
        Map<String, Integer> ids = new HashMap<>();
        Map<String, Integer> kinds = new HashMap<>();
        int late = 0;
        int ahead = 0;
        int invisible = 0;
        for (TrafficEvent event : events) {
            if (event instanceof TrafficEvent.Chat chat) {
                ChatMessage message = chat.message();
                ids.merge(message.getMessageId(), 1, Integer::sum);
                kinds.merge(message.getKind(), 1, Integer::sum);
                late += message.getSentAt() < chat.at() - 60_000 ? 1 : 0;
                ahead += message.getSentAt() > chat.at() + 60_000 ? 1 : 0;
                invisible += message.getText().contains("\u200B") ? 1 : 0;
                assertThat(message.getText().isEmpty())
                        .isEqualTo(message.getKind().equals("media"));
                assertThat(message.getText()).doesNotContain("{", "}");
            }
        }
        assertThat(kinds)
                .containsKeys("text", "edit", "media", "announcement", "group_name", "nickname");
        assertThat(ids.values()).contains(2);
        assertThat(late).isGreaterThan(100);
        assertThat(ahead).isGreaterThan(30);
        assertThat(invisible).isGreaterThan(20);
    }

    @Test
    void someSendersAreUnverifiedAndSomeUnknownAtFirst() {
        ChatGenerator generator = new ChatGenerator(plan(3, TrafficPlan.Rhythm.STEADY));
        Set<String> known = new HashSet<>();
        int unverified = 0;
        for (var status : generator.accounts()) {
            known.add(status.getUserId());
            unverified += status.getStatus().equals("unverified") ? 1 : 0;
        }
        assertThat(unverified).isPositive();
        Set<String> unknown = new HashSet<>();
        Set<String> later = new HashSet<>();
        for (TrafficEvent event : events(generator, 60_000)) {
            if (event instanceof TrafficEvent.Chat chat
                    && !known.contains(chat.message().getSenderId())) {
                unknown.add(chat.message().getSenderId());
            } else if (event instanceof TrafficEvent.Account account) {
                later.add(account.status().getUserId());
            }
        }
        assertThat(unknown).isNotEmpty();
        assertThat(later).containsAnyElementsOf(unknown);
    }

    @Test
    void editsAndRepliesNameMessagesOfTheirGroup() {
        Map<String, String> groupOf = new HashMap<>();
        int edits = 0;
        int replies = 0;
        for (ChatMessage message :
                messages(events(new ChatGenerator(plan(5, TrafficPlan.Rhythm.STEADY)), 20_000))) {
            if (message.getEdits() != null) {
                edits++;
                assertThat(groupOf).containsEntry(message.getEdits(), message.getGroupId());
            }
            if (message.getRepliesTo() != null) {
                replies++;
                assertThat(groupOf).containsEntry(message.getRepliesTo(), message.getGroupId());
            }
            groupOf.put(message.getMessageId(), message.getGroupId());
        }
        assertThat(edits).isGreaterThan(50);
        assertThat(replies).isGreaterThan(500);
    }

    @Test
    void tellsOfGroupsThatComeAndGoOfARaidAndOfOffenders() {
        ChatGenerator generator = new ChatGenerator(plan(5, TrafficPlan.Rhythm.STEADY));
        List<TrafficEvent> events = events(generator, 30_000);
        Map<String, Integer> types = new HashMap<>();
        Set<String> eventIds = new HashSet<>();
        for (TrafficEvent event : events) {
            if (event instanceof TrafficEvent.Group group) {
                types.merge(group.event().getType(), 1, Integer::sum);
                assertThat(eventIds.add(group.event().getEventId())).isTrue();
                assertThat(group.event().getOccurredAt()).isEqualTo(group.at());
            }
        }
        assertThat(types).containsKeys("created", "joined", "left", "removed", "closed");
        Map<String, List<Long>> offences = new HashMap<>();
        int wronged = 0;
        int raiders = 0;
        for (ChatMessage message : messages(events)) {
            String sender = message.getSenderId();
            if (sender.startsWith("o-")) {
                offences.computeIfAbsent(sender, s -> new ArrayList<>()).add(message.getSentAt());
            }
            wronged += SampleFeed.isWronged(sender) ? 1 : 0;
            raiders += sender.startsWith("r-") ? 1 : 0;
        }
        assertThat(offences).hasSizeGreaterThan(3);
        assertThat(offences.values()).allMatch(times -> times.size() >= 5);
        assertThat(wronged).isGreaterThanOrEqualTo(10);
        assertThat(raiders).isGreaterThanOrEqualTo(100);
        for (GroupEvent past : generator.groups()) {
            assertThat(past.getOccurredAt()).isLessThan(START);
            assertThat(eventIds.add(past.getEventId())).isTrue();
        }
    }
}
