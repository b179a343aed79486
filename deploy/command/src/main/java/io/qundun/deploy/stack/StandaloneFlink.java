package io.qundun.deploy.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * A standalone Flink cluster on this machine, as one has it elsewhere: JobManager and TaskManager
 * are processes of their own on Flink's class path, jobs are jars that {@code flink run} submits.
 * Not thread-safe.
 */
public final class StandaloneFlink implements AutoCloseable {

    private static final String MAIN = "io.qundun.deploy.flink.FlinkServerMain";
    private static final String CONFIGURATION_FILE = "config.yaml";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    // Their lives are short: they had better start quickly than run fast.
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final List<String> JOB_MANAGER_MEMORY = List.of("-Xmx512m");
    // What the template gives to a TaskManager's heap: of tasks and of the framework.
    private static final List<String> TASK_MANAGER_MEMORY =
            List.of("-Xmx640m", "-XX:MaxMetaspaceSize=256m");
    private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Installation installation;
    private final Path folder;
    private final FlinkClient client;
    private final URI webPage;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();
    private ChildJvm jobManager;
    private ChildJvm taskManager;
    private int taskManagers;

    private StandaloneFlink(Installation installation, Path folder, int restPort) {
        this.installation = installation;
        this.folder = folder;
        this.webPage = URI.create("http://127.0.0.1:" + restPort);
        this.client =
                new FlinkClient(
                        installation.flinkClassPath(), configurationFolder(), folder, webPage);
    }

    /**
     * How it is started.
     *
     * @param folder holds configuration, checkpoints, temporary files and logs
     * @param slots how many subtasks of one operator can run at once, over all jobs
     * @param settings Flink's own, added to ours and winning over them
     */
    public record Options(Path folder, int slots, Map<String, String> settings) {

        public Options {
            folder = folder.toAbsolutePath().normalize();
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Starts a JobManager and one TaskManager and waits until they have met.
     *
     * @throws QundunException when the start fails; nothing is left running then
     */
    public static StandaloneFlink start(Installation installation, Options options) {
        int restPort = Ports.free();
        StandaloneFlink flink = new StandaloneFlink(installation, options.folder(), restPort);
        flink.configure(options, restPort);
        try {
            flink.startJobManager();
            flink.startTaskManager();
        } catch (RuntimeException e) {
            flink.close();
            throw e;
        }
        return flink;
    }

    private Path configurationFolder() {
        return folder.resolve("conf");
    }

    /** Where checkpoints go unless a job says otherwise. */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    private void configure(Options options, int restPort) {
        Configuration ours = new Configuration();
        ours.set(RestOptions.PORT, restPort);
        ours.set(RestOptions.BIND_PORT, Integer.toString(restPort));
        ours.set(JobManagerOptions.PORT, Ports.free());
        ours.set(BlobServerOptions.PORT, Integer.toString(Ports.free()));
        ours.set(TaskManagerOptions.NUM_TASK_SLOTS, options.slots());
        ours.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toUri().toString());
        ours.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        options.settings().forEach(ours::setString);
        Configuration whole =
                GlobalConfiguration.loadConfiguration(
                        installation.flinkConfiguration().toString(), ours);
        try {
            Files.createDirectories(checkpoints());
            Files.createDirectories(folder.resolve("tmp"));
            Files.createDirectories(configurationFolder());
            Files.write(
                    configurationFolder().resolve(CONFIGURATION_FILE),
                    ConfigurationUtils.convertConfigToWritableLines(whole, false));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write Flink's configuration", e);
        }
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private void startJobManager() {
        jobManager =
                ChildJvm.start(
                        "Flink's JobManager",
                        joined(QUICK_START, JOB_MANAGER_MEMORY),
                        installation.flinkClassPath(),
                        MAIN,
                        List.of("jobmanager", "--configDir", configurationFolder().toString()),
                        folder.resolve("logs/jobmanager"));
        jobManager.awaitReady(() -> get("overview").has("taskmanagers"), START_LIMIT);
    }

    /** Starts a TaskManager, the first or one in place of a killed one, and waits for it. */
    public void startTaskManager() {
        if (taskManager != null && taskManager.isAlive()) {
            throw new IllegalStateException("it is running");
        }
        taskManagers++;
        String id = "taskmanager-" + taskManagers;
        taskManager =
                ChildJvm.start(
                        "Flink's TaskManager",
                        joined(QUICK_START, TASK_MANAGER_MEMORY),
                        installation.flinkClassPath(),
                        MAIN,
                        List.of(
                                "taskmanager",
                                "--configDir",
                                configurationFolder().toString(),
                                "-D",
                                TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key() + "=" + id),
                        folder.resolve("logs").resolve(id));
        taskManager.awaitReady(() -> isRegistered(id), START_LIMIT);
    }

    private boolean isRegistered(String id) throws IOException, InterruptedException {
        for (JsonNode known : get("taskmanagers").path("taskmanagers")) {
            if (known.path("id").asText().equals(id)) {
                return true;
            }
        }
        return false;
    }

    /** Ends the TaskManager as a power cut would: kill -9. */
    public void killTaskManager() {
        taskManager.kill();
    }

    /** The TaskManager's process id. */
    public long taskManagerPid() {
        return taskManager.pid();
    }

    /** The JobManager's process id. */
    public long jobManagerPid() {
        return jobManager.pid();
    }

    /** Where its web page and REST endpoint are. */
    public URI webPage() {
        return webPage;
    }

    /** Runs the {@code flink} command: {@code run}, {@code stop}, {@code savepoint} and so on. */
    public FlinkClient.Run run(String... arguments) {
        return client.run(List.of(arguments));
    }

    /**
     * Submits a job: {@code flink run --detached JAR ARGUMENTS}.
     *
     * @return its id
     * @throws QundunException when it is refused
     */
    public String submit(Path jar, int parallelism, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--detached",
                                "--parallelism",
                                Integer.toString(parallelism),
                                jar.toString()));
        command.addAll(List.of(arguments));
        FlinkClient.Run run = client.run(command);
        Matcher submitted = SUBMITTED.matcher(run.out());
        if (run.status() != 0 || !submitted.find()) {
            throw new QundunException(
                    "flink run ended with status " + run.status() + ":\n" + run.out() + run.err());
        }
        return submitted.group(1);
    }

    /**
     * What the REST endpoint answers to a GET.
     *
     * @param path without the slash that it begins with
     * @throws IOException when it does not answer, or not with 200
     */
    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(webPage.resolve("/" + path)).timeout(ANSWER_LIMIT).build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IOException(request.uri() + " answered " + response.statusCode());
        }
        return MAPPER.readTree(response.body());
    }

    /** Ends both processes; kills what does not end. */
    @Override
    public void close() {
        if (taskManager != null) {
            taskManager.stop();
        }
        if (jobManager != null) {
            jobManager.stop();
        }
    }
}
