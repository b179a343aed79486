package io.qundun.deploy.live;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The last line of a run that ends by itself.
 *
 * @param messages lines of the input
 * @param verdicts messages judged
 * @param late of them, after the watermark had passed them
 * @param flagged messages whose action is not allow
 * @param commands distinct message commands
 * @param evidence flagged messages found in Elasticsearch
 * @param deadLetters input set aside, unreadable lines included
 * @param measures distinct mutes and suspensions ordered
 * @param liftings of them, ended by their expiry
 * @param reversals of them, taken back
 * @param grades changes of groups' grades, first ones included
 * @param levels changes of users' levels
 * @param pending timers still waiting: messages held, measures in force
 * @param seconds from the first message fed to the end
 * @param latencyMs from a message's append to its verdict's; null when the input was not paced
 */
@JsonPropertyOrder({
    "messages",
    "verdicts",
    "late",
    "flagged",
    "commands",
    "evidence",
    "deadLetters",
    "measures",
    "liftings",
    "reversals",
    "grades",
    "levels",
    "pending",
    "seconds",
    "latencyMs"
})
public record RunSummary(
        long messages,
        long verdicts,
        long late,
        long flagged,
        long commands,
        long evidence,
        long deadLetters,
        long measures,
        long liftings,
        long reversals,
        long grades,
        long levels,
        long pending,
        double seconds,
        LatencyMs latencyMs) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Milliseconds. */
    public record LatencyMs(long p50, long p99) {}

    /** Whether nothing is missing and nothing is there twice. */
    public boolean sumsAgree() {
        return verdicts + deadLetters == messages
                && evidence == flagged
                && liftings + reversals <= measures;
    }

    /** As one line. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers is always JSON", e);
        }
    }
}
