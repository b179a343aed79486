package io.qundun.deploy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.deploy.stack.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled. */
class ReadmeBackendTest {

    @Test
    void theReadmeShowsTheCompiledBackend() throws Exception {
        Path home = Installation.locate().home();
        String source =
                Files.readString(
                        home.resolve(
                                "deploy/command/src/test/java/io/qundun/deploy/backend/ReadmeBackend.java"));
        String body =
                source.substring(
                        source.indexOf("// README: begin") + "// README: begin".length(),
                        source.indexOf("// README: end"));
        String shown = body.stripIndent().strip();
        assertThat(Files.readString(home.resolve("README.md"))).contains(shown);
    }
}
