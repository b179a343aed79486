package io.qundun.jobs.moderation.state;

import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.EnforcementState;
import io.qundun.schemas.GroupEvent;
import io.qundun.schemas.GroupGrade;
import io.qundun.schemas.UserCredit;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/** What a keyed operator takes: a message, or something about its key. Exactly one part is set. */
@TypeInfo(KeyedInputSerializer.Factory.class)
public final class KeyedInput {

    /** Group or user id. */
    public String key;

    /** A message. */
    public Candidate candidate;

    /** A status of the account. */
    public AccountStatus account;

    /** The user's credit. */
    public UserCredit credit;

    /** The group's grade. */
    public GroupGrade grade;

    /** Measures on the user or group. */
    public EnforcementState enforcement;

    /** Something that happened to the user in a group. */
    public GroupEvent membership;

    /** Set when a topic said that its subject ended: the topic's name. */
    public String ended;

    /** The broker's time of a context record, epoch milliseconds; 0 for a message. */
    public long recordTime;

    /** For Flink. */
    public KeyedInput() {}

    /** A message under its group's or sender's id. */
    public static KeyedInput of(String key, Candidate candidate) {
        KeyedInput input = new KeyedInput();
        input.key = key;
        input.candidate = candidate;
        return input;
    }

    /** A context record, its part to be set. */
    public static KeyedInput context(String key, long recordTime) {
        KeyedInput input = new KeyedInput();
        input.key = key;
        input.recordTime = recordTime;
        return input;
    }
}
