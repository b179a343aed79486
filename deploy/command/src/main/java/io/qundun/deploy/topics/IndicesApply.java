package io.qundun.deploy.topics;

import co.elastic.clients.transport.TransportUtils;
import io.qundun.deploy.QundunException;
import io.qundun.deploy.stack.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code qundun indices apply}. */
@Command(
        name = "apply",
        description =
                "Puts Qundun's component and index templates into Elasticsearch, and its life-cycle"
                        + " policies where the cluster has ILM. What is there under the same name is"
                        + " replaced; indices and documents are not touched.")
public final class IndicesApply implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "Elasticsearch, http://HOST:PORT or https://HOST:PORT.")
    private String url;

    @Option(
            names = "--api-key",
            paramLabel = "REFERENCE",
            converter = ReferenceConverter.class,
            description = "Where the encoded API key is: env:NAME or file:PATH.")
    private SecretReference apiKey;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file with the authority that signed the cluster's certificate.")
    private Path authority;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Replicas of every index, instead of what the templates say.")
    private Integer replicas;

    @Option(
            names = "--assets",
            paramLabel = "DIR",
            description = "The templates' folder. (default: the shipped one)")
    private Path assets;

    private static final class ReferenceConverter implements ITypeConverter<SecretReference> {
        @Override
        public SecretReference convert(String value) {
            try {
                return new SecretReference(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public void run() {
        Path folder = assets == null ? Installation.locate().elasticsearchAssets() : assets;
        OptionalInt chosen = replicas == null ? OptionalInt.empty() : OptionalInt.of(replicas);
        try (RestClient client = client()) {
            for (IndexInstaller.Outcome outcome :
                    new IndexInstaller(client).apply(folder, chosen)) {
                spec.commandLine()
                        .getOut()
                        .println(String.format("%-60s  %s", outcome.path(), outcome.outcome()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RestClient client() {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url " + url + " begins with neither http:// nor https://");
        }
        HttpHost host;
        try {
            host = HttpHost.create(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--url " + url + ": " + e.getMessage(), e);
        }
        RestClientBuilder builder = RestClient.builder(host);
        if (apiKey != null) {
            List<Header> headers =
                    List.of(new BasicHeader("Authorization", "ApiKey " + apiKey.resolve()));
            builder.setDefaultHeaders(headers.toArray(Header[]::new));
        }
        if (authority != null) {
            SSLContext context = trust(authority);
            builder.setHttpClientConfigCallback(http -> http.setSSLContext(context));
        }
        return builder.build();
    }

    private static SSLContext trust(Path authority) {
        try {
            return TransportUtils.sslContextFromHttpCaCrt(authority.toFile());
        } catch (IOException | RuntimeException e) {
            throw new QundunException("--ca " + authority + " cannot be used: " + e, e);
        }
    }
}
