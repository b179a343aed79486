package io.qundun.deploy.traffic;

import io.qundun.schemas.AccountStatus;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.GroupEvent;

/** Something that reaches the platform. */
public sealed interface TrafficEvent {

    /** When it reaches the platform, epoch milliseconds; the stream is in this order. */
    long at();

    /** A chat message. */
    record Chat(long at, ChatMessage message) implements TrafficEvent {}

    /** A change of an account's status. */
    record Account(long at, AccountStatus status) implements TrafficEvent {}

    /** Something that happened to a group or in its membership. */
    record Group(long at, GroupEvent event) implements TrafficEvent {}
}
