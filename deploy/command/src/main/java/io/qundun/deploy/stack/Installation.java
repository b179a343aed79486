package io.qundun.deploy.stack;

import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * Where Qundun is installed: the repository, built. {@code deploy/bin/qundun} and the tests say it
 * by the system property {@value #PROPERTY}.
 *
 * @param home the folder with {@code deploy/} in it
 */
public record Installation(Path home) {

    /** Names the folder with {@code deploy/} in it. */
    public static final String PROPERTY = "qundun.home";

    /** Where the data of the local stack and the logs go unless said otherwise. */
    public static final String DATA_PROPERTY = "qundun.data";

    public Installation {
        home = home.toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("deploy"))) {
            throw new QundunException(
                    home
                            + " is not Qundun's folder, for there is no deploy/ in it: start"
                            + " deploy/bin/qundun, or set -D"
                            + PROPERTY
                            + "=FOLDER");
        }
    }

    /**
     * The installation that this process belongs to.
     *
     * @throws QundunException when the system property does not name one
     */
    public static Installation locate() {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new QundunException(
                    "where Qundun is installed is not known: start deploy/bin/qundun, or set -D"
                            + PROPERTY
                            + "=FOLDER");
        }
        return new Installation(Path.of(home));
    }

    /** The folder for data and logs: {@code .qundun} in the installation unless said otherwise. */
    public Path dataFolder() {
        String folder = System.getProperty(DATA_PROPERTY);
        return folder == null ? home.resolve(".qundun") : Path.of(folder).toAbsolutePath();
    }

    /** Component templates, index templates and the like. */
    public Path elasticsearchAssets() {
        return home.resolve("deploy/elasticsearch");
    }

    /** The policy pack that is shipped. */
    public Path defaultPolicy() {
        return home.resolve("deploy/policy/default");
    }

    /**
     * The jar that {@code flink run} takes.
     *
     * @param job moderation or evidence
     * @throws QundunException when it has not been built
     */
    public Path jobJar(String job) {
        Path folder = home.resolve("jobs/target");
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(folder, "qundun-" + job + "-*.jar")) {
            Iterator<Path> found = jars.iterator();
            if (found.hasNext()) {
                Path jar = found.next();
                if (!found.hasNext()) {
                    return jar;
                }
                throw new QundunException(
                        "several versions of the "
                                + job
                                + " job are in "
                                + folder
                                + ": remove the old ones");
            }
        } catch (NoSuchFileException e) {
            // as when it is empty
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
        throw new QundunException(
                folder.resolve("qundun-" + job + "-VERSION.jar")
                        + " is missing: build it with mvn -DskipTests package in "
                        + home);
    }

    String flinkClassPath() {
        return classPath("flink-server");
    }

    /** The template of a standalone cluster's config.yaml, in a folder of its own. */
    Path flinkConfiguration() {
        return home.resolve("deploy/flink-server/src/main/conf");
    }

    String kafkaClassPath() {
        return classPath("kafka-server");
    }

    String elasticsearchClassPath() {
        return classPath("elasticsearch-server");
    }

    Path elasticsearchModules() {
        return home.resolve("deploy/elasticsearch-server/target/modules");
    }

    private String classPath(String module) {
        Path file = home.resolve("deploy").resolve(module).resolve("target/classpath.txt");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new QundunException(
                    file + " is missing: build it with mvn -DskipTests package in " + home, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
