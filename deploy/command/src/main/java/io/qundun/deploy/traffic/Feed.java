package io.qundun.deploy.traffic;

import java.io.IOException;

/** Puts traffic into Kafka. The counts can be asked for by any thread. */
public interface Feed {

    /** Writes what is known of accounts and groups; to be done before the jobs read chat. */
    void feedAccounts() throws IOException, InterruptedException;

    /** Writes chat until the input ends, the thread is interrupted or the feed is stopped. */
    void feedChat() throws IOException, InterruptedException;

    /** Ends {@link #feedChat} soon. */
    void stop();

    /** Messages handed to Kafka so far, unreadable lines included. */
    long fed();

    /** Of them, lines that were unreadable. */
    long unreadable();
}
