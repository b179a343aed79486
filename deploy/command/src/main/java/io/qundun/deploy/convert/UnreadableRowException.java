package io.qundun.deploy.convert;

/** A row that cannot become a message. The message says what and what to do, not where. */
final class UnreadableRowException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableRowException(String message) {
        super(message);
    }
}
