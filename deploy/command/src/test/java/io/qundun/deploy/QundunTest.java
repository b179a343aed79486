package io.qundun.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class QundunTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|which of its commands?",
                "topics|which of its commands?",
                "nonsense|nonsense",
                "topics apply|no Kafka is named",
                "topics apply --bootstrap|--bootstrap",
                "topics apply --bootstrap x:1 --replication-factor many|--replication-factor",
                "topics apply --bootstrap x:1 --replication-factor 0|replication factor of 0",
                "topics apply --bootstrap x:1 --retention chat.v9=7|unknown topic 'chat.v9'",
                "topics apply --bootstrap x:1 --retention chat.message.v1=long|neither a number",
                "topics apply --bootstrap x:1 --retention account.status.v1=300|compacted",
                "indices apply|--url",
                "indices apply --url localhost:9200|neither http:// nor https://",
                "indices apply --url http://localhost:9200 --api-key c2VjcmV0|by reference",
            })
    void wrongUsageGetsOneLineAndStatusTwo(String arguments, String reason) {
        CommandLineRun run =
                CommandLineRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("qundun").contains(reason).contains("--help");
    }

    @Test
    void aSecretGivenInPlaceOfAReferenceIsNotRepeated() {
        CommandLineRun run =
                CommandLineRun.of("indices", "apply", "--url", "http://x", "--api-key", "s3cr3t");

        assertThat(run.err()).doesNotContain("s3cr3t");
    }

    static Stream<String> commands() {
        List<String> names = new ArrayList<>();
        collect(Qundun.commandLine(), "", names);
        return names.stream();
    }

    private static void collect(CommandLine command, String path, List<String> into) {
        into.add(path);
        command.getSubcommands()
                .forEach((name, below) -> collect(below, (path + " " + name).strip(), into));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(String command) {
        CommandLineRun run = CommandLineRun.of((command + " --help").strip().split(" "));

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: qundun " + command);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theVersionIsTheBuilds() {
        CommandLineRun run = CommandLineRun.of("--version");

        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("qundun \\d+\\.\\d+\\.\\d+.*\\R");
    }
}
