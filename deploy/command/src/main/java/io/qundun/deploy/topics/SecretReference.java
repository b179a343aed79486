package io.qundun.deploy.topics;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a secret is, so that it stands neither in a command line nor in a process list.
 *
 * @param text {@code env:NAME} or {@code file:PATH}
 */
public record SecretReference(String text) {

    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    /**
     * @throws IllegalArgumentException when it is no reference
     */
    public SecretReference {
        if (!text.startsWith(ENVIRONMENT) && !text.startsWith(FILE)) {
            // The text may be the secret itself: do not repeat it.
            throw new IllegalArgumentException(
                    "a secret is given by reference, as env:NAME or file:PATH");
        }
    }

    /**
     * The secret, without blanks around it.
     *
     * @throws QundunException when there is none
     */
    public String resolve() {
        String secret = text.startsWith(ENVIRONMENT) ? fromEnvironment() : fromFile();
        if (secret.isBlank()) {
            throw new QundunException("the secret " + text + " is empty");
        }
        return secret.strip();
    }

    private String fromEnvironment() {
        String value = System.getenv(text.substring(ENVIRONMENT.length()));
        if (value == null) {
            throw new QundunException("the secret " + text + " is not set");
        }
        return value;
    }

    private String fromFile() {
        try {
            return Files.readString(Path.of(text.substring(FILE.length())));
        } catch (IOException e) {
            throw new QundunException("the secret " + text + " cannot be read: " + e, e);
        }
    }
}
