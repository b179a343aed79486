package io.qundun.deploy;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Where this process logs. */
public final class QundunLogs {

    private static final String PROPERTY = "qundun.log.dir";

    private QundunLogs() {}

    /** Logs go to {@code qundun.log} in the folder from now on. */
    public static void into(Path folder) {
        System.setProperty(PROPERTY, folder.toAbsolutePath().toString());
        Configurator.reconfigure();
    }

    /** The file they go to, for messages. */
    static Path file() {
        return Path.of(System.getProperty(PROPERTY, "target"), "qundun.log");
    }
}
