package io.qundun.jobs.moderation.state;

import io.qundun.schemas.GroupContext;
import io.qundun.schemas.MatchedSpan;
import java.util.List;

/** A message that was decoded and analysed and is on its way to be decided. */
public final class Candidate {

    /** The message. */
    public String messageId;

    /** Its group. */
    public String groupId;

    /** Its sender. */
    public String senderId;

    /** Its kind. */
    public String kind;

    /** What it edits, or null. */
    public String edits;

    /** How many accounts it mentions. */
    public int mentions;

    /** The message as it came: decoded again only where its text is needed. */
    public byte[] value;

    /** Where it lay. */
    public int partition;

    /** Where it lay. */
    public long offset;

    /** The broker's time, epoch milliseconds. */
    public long recordTime;

    /** min(sentAt, recordTime + 1 minute), epoch milliseconds. */
    public long eventTime;

    /** It came after the watermark; known once it reached its sender. */
    public boolean late;

    /** The policy version that analysed it. */
    public long policyVersion;

    /** At most 200 hits by start, or null when there are none. */
    public List<MatchedSpan> hits;

    /** All hits. */
    public int hitCount;

    /** Distinct terms by category index, or null when there are no hits. */
    public int[] keywords;

    /** The same for less confident hits, or null. */
    public int[] suspects;

    /** Highest severity by category index, or null. */
    public int[] severities;

    /** Probability by category index, NaN without a model; null when there is no model at all. */
    public double[] scores;

    /** Links. */
    public int links;

    /** Contacts. */
    public int contacts;

    /** zh, en, mixed, other. */
    public String language;

    /** Code points. */
    public int length;

    /** For near-duplicates; 0 for an empty text. */
    public long fingerprint;

    /** Added at the group; null before, and when nothing is known of the group. */
    public GroupContext group;

    /** For Flink. */
    public Candidate() {}
}
