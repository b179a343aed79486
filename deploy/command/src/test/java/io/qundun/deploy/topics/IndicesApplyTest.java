package io.qundun.deploy.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.CommandLineRun;
import io.qundun.deploy.stack.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class IndicesApplyTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    @TempDir Path assets;

    @BeforeEach
    void layOut() throws IOException {
        write("ilm-policies/indices-test.json", "{\"policy\":{\"phases\":{}}}");
        write(
                "component-templates/indices-test-mappings.json",
                """
                {"template":{
                  "settings":{"index.lifecycle.name":"indices-test",
                              "index":{"lifecycle":{"rollover_alias":"x"},"number_of_shards":2}},
                  "mappings":{"dynamic":"strict","properties":{"text":{"type":"text"}}}}}
                """);
        write(
                "index-templates/indices-test.json",
                """
                {"index_patterns":["indices-test-*"],"composed_of":["indices-test-mappings"],
                 "template":{"settings":{"number_of_replicas":1}}}
                """);
    }

    private void write(String path, String content) throws IOException {
        Path file = assets.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private CommandLineRun apply(String... more) {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {
                    "indices",
                    "apply",
                    "--url",
                    SERVERS.elasticsearch().url(),
                    "--assets",
                    assets.toString()
                },
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return CommandLineRun.of(arguments);
    }

    @Test
    void templatesAreAppliedAndAppliedAgain() throws IOException {
        CommandLineRun run = apply("--replicas", "0");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("/_ilm/policy/indices-test +skipped.*no ILM"))
                .anyMatch(line -> line.startsWith("/_component_template/indices-test-mappings"))
                .anyMatch(line -> line.startsWith("/_index_template/indices-test "));
        assertThat(apply("--replicas", "0").out().lines().filter(l -> l.endsWith("replaced")))
                .hasSize(2);
        try (RestClient client =
                RestClient.builder(HttpHost.create(SERVERS.elasticsearch().url())).build()) {
            client.performRequest(new Request("PUT", "/indices-test-1"));
            String settings =
                    EntityUtils.toString(
                            client.performRequest(new Request("GET", "/indices-test-1"))
                                    .getEntity(),
                            UTF_8);
            assertThat(settings)
                    .contains("\"number_of_replicas\":\"0\"")
                    .contains("\"number_of_shards\":\"2\"")
                    .contains("strict");
            client.performRequest(new Request("DELETE", "/indices-test-1"));
        }
    }

    @Test
    void aRefusedTemplateIsNamedWithTheReason() throws IOException {
        write(
                "component-templates/indices-test-mappings.json",
                "{\"template\":{\"mappings\":{\"properties\":{\"a\":{\"type\":\"no_type\"}}}}}");

        CommandLineRun run = apply();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("indices-test-mappings.json").contains("no_type");
    }

    @Test
    void malformedJsonIsLocated() throws IOException {
        write("component-templates/indices-test-mappings.json", "{\n\"template\":\n!}");

        CommandLineRun run = apply();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("indices-test-mappings.json:3:");
    }

    @Test
    void anEmptyFolderIsNoSuccess(@TempDir Path empty) {
        CommandLineRun run =
                CommandLineRun.of(
                        "indices",
                        "apply",
                        "--url",
                        SERVERS.elasticsearch().url(),
                        "--assets",
                        empty.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("no assets in");
    }

    @Test
    void anUnreachableClusterIsSaid() {
        CommandLineRun run =
                CommandLineRun.of(
                        "indices",
                        "apply",
                        "--url",
                        "http://127.0.0.1:1",
                        "--assets",
                        assets.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("does not answer");
    }
}
