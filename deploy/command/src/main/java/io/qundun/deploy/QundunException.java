package io.qundun.deploy;

/**
 * Something that the user of the command has to know and can act on: its message, which says what
 * went wrong, where, and what to do, is all that is printed.
 */
public final class QundunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QundunException(String message) {
        super(message);
    }

    public QundunException(String message, Throwable cause) {
        super(message, cause);
    }
}
