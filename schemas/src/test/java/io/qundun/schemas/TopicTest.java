package io.qundun.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicTest {

    private static final Pattern NAME =
            Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*");

    /** Inputs that are no log, measure or evidence of ours: the platform keeps them itself. */
    private static final Set<Topic> NO_RECORDS = EnumSet.of(Topic.CHAT_MESSAGE);

    @Test
    void namesAreUnique() {
        assertThat(Topic.values()).extracting(Topic::topicName).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void nameIsDomainNameMajor(Topic topic) {
        assertThat(topic.topicName()).matches(NAME);
    }

    @ParameterizedTest
    @EnumSource
    void hasPartitionsKeyAndSchema(Topic topic) {
        assertThat(topic.partitions()).isPositive();
        assertThat(topic.key()).isNotBlank();
        assertThat(topic.schemas()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatCountsAsRecordStaysSixMonths(Topic topic) {
        if (topic.cleanup() == Topic.Cleanup.COMPACT) {
            assertThat(topic.retention()).as("a compacted topic keeps what it has").isNull();
        } else if (!NO_RECORDS.contains(topic)) {
            assertThat(topic.retention()).isGreaterThanOrEqualTo(Topic.RETENTION_FLOOR);
        } else {
            assertThat(topic.retention()).isPositive();
        }
    }

    @Test
    void theFloorIsTheLongestSixCalendarMonths() {
        long longest = 0;
        for (int month = 1; month <= 12; month++) {
            LocalDate from = LocalDate.of(2027, month, 1);
            longest = Math.max(longest, ChronoUnit.DAYS.between(from, from.plusMonths(6)));
        }
        assertThat(Topic.RETENTION_FLOOR.toDays()).isEqualTo(longest);
    }

    @ParameterizedTest
    @EnumSource
    void deadLettersHoldTheLargestRecordOfAnyOtherTopic(Topic topic) {
        boolean deadLetters = topic.schemas().contains(DeadLetter.getClassSchema());
        assertThat(topic.topicName().endsWith(".dead-letter.v1")).isEqualTo(deadLetters);
        if (deadLetters) {
            for (Topic input : Topic.values()) {
                if (!input.schemas().contains(DeadLetter.getClassSchema())) {
                    // Raw key and value, origin, reason, and the batch around them.
                    assertThat(topic.maxMessageBytes())
                            .isGreaterThan(input.maxMessageBytes() + (1 << 20));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysNameFieldsOfTheirRecords(Topic topic) {
        String key = topic.key();
        if (key.contains("<")) {
            Matcher placeholder = Pattern.compile("<(\\w+)>").matcher(key);
            while (placeholder.find()) {
                String field = placeholder.group(1);
                assertThat(topic.schemas()).anyMatch(schema -> schema.getField(field) != null);
            }
        } else if (topic == Topic.EVIDENCE) {
            Schema verdict = Evidence.getClassSchema().getField("verdict").schema();
            assertThat(verdict.getField(key)).isNotNull();
        } else {
            assertThat(topic.schemas().get(0).getField(key)).as(key).isNotNull();
        }
    }
}
