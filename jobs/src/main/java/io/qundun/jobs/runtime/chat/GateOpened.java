package io.qundun.jobs.runtime.chat;

import org.apache.flink.api.connector.source.SourceEvent;

/** Tells a reader to begin. */
record GateOpened() implements SourceEvent {

    private static final long serialVersionUID = 1L;
}
