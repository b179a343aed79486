package io.qundun.deploy.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.IOUtils;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * An Elasticsearch node started from a class path, without the distribution around it. Ends cleanly
 * on SIGTERM and when standard input reaches its end, which it does when the process that started
 * it dies, however it dies.
 *
 * <p>Arguments: the node's home folder with {@code config/elasticsearch.yml} in it, and a folder
 * with the jars of its modules, one folder a module.
 */
public final class ElasticsearchServerMain {

    private static final String DESCRIPTOR = "plugin-descriptor.properties";
    private static final int CLOSE_SECONDS = 20;

    private ElasticsearchServerMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: ElasticsearchServerMain <home folder> <modules folder>");
            System.exit(2);
        }
        Path home = Path.of(args[0]).toAbsolutePath();
        System.setProperty("es.path.home", home.toString());
        Thread watch = endWithStandardInput();
        LogConfigurator.configureESLogging();

        Path config = home.resolve("config");
        Settings settings =
                Settings.builder()
                        .loadFromPath(config.resolve("elasticsearch.yml"))
                        .put("path.home", home.toString())
                        .build();
        Environment environment = new Environment(settings, config);
        installModules(Path.of(args[1]), environment.modulesDir());
        Node node =
                new Node(
                        environment,
                        PluginsLoader.createPluginsLoader(
                                PluginsLoader.loadModulesBundles(environment.modulesDir()),
                                PluginsLoader.loadPluginsBundles(environment.pluginsDir()),
                                Map.of(),
                                false));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "node-close"));
        node.start();
        // All threads of the node are daemons.
        watch.join();
    }

    /**
     * Lays out the node's modules: a folder each, with its jars and the descriptor that its main
     * jar carries. Made anew at every start, so that an update leaves nothing old behind.
     */
    private static void installModules(Path from, Path to) throws IOException {
        IOUtils.rm(to);
        for (Path module : list(from)) {
            Path folder = Files.createDirectories(to.resolve(module.getFileName().toString()));
            for (Path jar : list(module)) {
                Files.copy(jar, folder.resolve(jar.getFileName().toString()));
                describe(jar, folder);
            }
        }
    }

    private static void describe(Path jar, Path folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry =
                    file.getEntry("META-INF/es-plugins/" + folder.getFileName() + "/" + DESCRIPTOR);
            if (entry == null) {
                return;
            }
            Properties descriptor = new Properties();
            try (InputStream in = file.getInputStream(entry)) {
                descriptor.load(in);
            }
            // With this name Elasticsearch would look for a Java module; on a class path is none.
            descriptor.remove("modulename");
            try (Writer out =
                    Files.newBufferedWriter(folder.resolve(DESCRIPTOR), StandardCharsets.UTF_8)) {
                descriptor.store(out, null);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void close(Node node) {
        try {
            node.prepareForClose();
            node.close();
            if (!node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the node did not close within " + CLOSE_SECONDS + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread endWithStandardInput() {
        InputStream in = System.in;
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException e) {
                                System.err.println("standard input failed: " + e);
                            }
                            System.exit(0);
                        },
                        "standard-input-watch");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }
}
