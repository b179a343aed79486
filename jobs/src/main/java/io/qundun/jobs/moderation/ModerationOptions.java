package io.qundun.jobs.moderation;

import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.chat.EventTimePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Settings of the moderation job, beside {@link CommonOptions}. */
public final class ModerationOptions {

    /** Where chat begins on a first start. */
    public enum ChatStart {
        /** With the oldest message in Kafka. */
        EARLIEST,
        /** With the next message. */
        LATEST,
        /** Where the consumer group left off, else with the oldest. */
        COMMITTED
    }

    /** Consumer group. */
    public static final ConfigOption<String> GROUP_ID =
            ConfigOptions.key("group.id")
                    .stringType()
                    .defaultValue("qundun-moderation")
                    .withDescription(
                            "Consumer group in which offsets are committed with each checkpoint."
                                    + " Two jobs with one group spoil each other's start: the gate"
                                    + " before chat reads these offsets.");

    /** Where chat begins. */
    public static final ConfigOption<ChatStart> CHAT_START =
            ConfigOptions.key("chat.start")
                    .enumType(ChatStart.class)
                    .defaultValue(ChatStart.EARLIEST)
                    .withDescription(
                            "Where chat begins without a savepoint: EARLIEST judges everything that"
                                    + " Kafka still has, LATEST leaves it unjudged, COMMITTED"
                                    + " follows the consumer group.");

    /** How long an unknown sender's message waits. */
    public static final ConfigOption<Duration> UNKNOWN_HOLD =
            ConfigOptions.key("unknown.hold")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(2))
                    .withDescription(
                            "How long a message of a sender without a status waits for one. 0:"
                                    + " every new account's first messages are treated as unknown."
                                    + " Long: they appear late, and state grows.");

    /** How many messages wait a sender. */
    public static final ConfigOption<Integer> UNKNOWN_MAX_HELD =
            ConfigOptions.key("unknown.max-held")
                    .intType()
                    .defaultValue(64)
                    .withDescription(
                            "How many messages of one unknown sender wait at a time; further ones"
                                    + " are resolved at once. High: a flood from an unknown sender"
                                    + " fills the state.");

    /** How late a message may be. */
    public static final ConfigOption<Duration> DISORDER =
            ConfigOptions.key("watermark.disorder")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "How far a message's event time may lie behind the newest record time"
                                    + " without being marked late. Short: slow phones' messages are"
                                    + " late (they are judged all the same). Long: windows and"
                                    + " mutes end that much later.");

    /** After how long a partition counts as silent. */
    public static final ConfigOption<Duration> SILENCE =
            ConfigOptions.key("watermark.silence")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "After how long without a record a partition that is read to its end"
                                    + " follows the clock. Short: a pause of the producers makes"
                                    + " their next messages late. Long: time stands still that"
                                    + " long in a quiet night.");

    /** What the clock is. */
    public static final ConfigOption<EventTimePolicy.Clock> CLOCK =
            ConfigOptions.key("watermark.clock")
                    .enumType(EventTimePolicy.Clock.class)
                    .defaultValue(EventTimePolicy.Clock.WALL)
                    .withDescription(
                            "What time it is in silence: WALL, or REPLAY for the newest record time"
                                    + " in the topic. WALL with replayed history makes everything"
                                    + " after a pause late; REPLAY with live traffic stops time"
                                    + " when traffic stops.");

    /** How often the watermark is written to the verdict topic. */
    public static final ConfigOption<Duration> HEARTBEAT_INTERVAL =
            ConfigOptions.key("heartbeat.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription(
                            "How often at most each subtask writes its watermark into every"
                                    + " partition of the verdict topic. Short: many small records."
                                    + " Long: measures and windows downstream end that much"
                                    + " later.");

    /** Whether the policy's classifiers are asked. */
    public static final ConfigOption<Boolean> CLASSIFIER =
            ConfigOptions.key("classifier.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether the policy's models are asked. Off: every score is 0 to the"
                                    + " rules, and verdicts carry none; the emergency switch for a"
                                    + " model that misbehaves.");

    private ModerationOptions() {}

    /** All of them, the common ones included. */
    public static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(CommonOptions.all());
        all.addAll(
                List.of(
                        GROUP_ID,
                        CHAT_START,
                        UNKNOWN_HOLD,
                        UNKNOWN_MAX_HELD,
                        DISORDER,
                        SILENCE,
                        CLOCK,
                        HEARTBEAT_INTERVAL,
                        CLASSIFIER));
        return List.copyOf(all);
    }
}
