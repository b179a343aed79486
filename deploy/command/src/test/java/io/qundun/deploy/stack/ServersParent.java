package io.qundun.deploy.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A process that starts both servers, writes their process ids into a file, and waits to be killed.
 * Arguments: the servers' folder, the file.
 */
final class ServersParent {

    private ServersParent() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path pids = Path.of(args[1]);
        Installation installation = Installation.locate();
        CompletableFuture<KafkaProcess> starting =
                CompletableFuture.supplyAsync(
                        () ->
                                KafkaProcess.start(
                                        installation, ServerOptions.in(folder.resolve("kafka"))));
        try (ElasticsearchProcess elasticsearch =
                        ElasticsearchProcess.start(
                                installation, ServerOptions.in(folder.resolve("elasticsearch")));
                KafkaProcess kafka = starting.get()) {
            Path partial = pids.resolveSibling("pids.partial");
            Files.write(
                    partial,
                    List.of(Long.toString(kafka.pid()), Long.toString(elasticsearch.pid())));
            Files.move(partial, pids, StandardCopyOption.ATOMIC_MOVE);
            Thread.currentThread().join();
        }
    }
}
