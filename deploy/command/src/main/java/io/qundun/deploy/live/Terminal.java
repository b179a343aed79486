package io.qundun.deploy.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a person reads a stream on a terminal. Java 17 cannot tell for one stream alone: the
 * start script says it by the system properties {@code qundun.terminal.stdout} and {@code
 * qundun.terminal.stderr}; without them Linux is asked, and elsewhere there is none.
 */
public final class Terminal {

    private Terminal() {}

    /** Standard output is a terminal. */
    public static boolean isStandardOutput() {
        return isTerminal("qundun.terminal.stdout", 1);
    }

    /** Standard error is a terminal. */
    public static boolean isStandardError() {
        return isTerminal("qundun.terminal.stderr", 2);
    }

    private static boolean isTerminal(String property, int descriptor) {
        String told = System.getProperty(property);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        Path open = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(open)) {
            try {
                String target = Files.readSymbolicLink(open).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException e) {
                return false;
            }
        }
        return false;
    }
}
