package io.qundun.jobs.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the jobs that is running, as the build wrote it down. */
public final class JobVersion {

    private static final String CURRENT = read();

    private JobVersion() {}

    /** Maven's project version. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream in =
                JobVersion.class.getResourceAsStream("/io/qundun/jobs/version.properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "version.properties is missing from the jar: build it with Maven");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties in the jar", e);
        }
    }
}
