package io.qundun.jobs.runtime;

/** A configuration that cannot be used; the message says which key, and what to do. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the message for the person who starts the job. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** With the cause. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
