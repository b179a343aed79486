package io.qundun.jobs.evidence.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.TransportUtils;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * Where Elasticsearch is, how to get in, and how much to ask of it at once.
 *
 * @param urls its nodes: http:// or https://, host, port, perhaps a path; requests go to them in
 *     turn
 * @param apiKey the encoded API key; empty for none
 * @param caCertificate path of a PEM file with the certificate authority to trust, on every
 *     TaskManager; empty to trust what Java trusts
 * @param bulkDocuments most documents in a bulk request
 * @param bulkBytes most bytes of JSON in a bulk request; a larger document goes alone
 * @param maxDocumentBytes a larger document is a dead letter without being sent
 * @param maxInFlight most bulk requests under way, a writer
 * @param maxPending documents that may wait in a writer before it slows its source down
 * @param linger how long a document may wait for others to fill a request
 * @param requestTimeout how long to wait for an answer
 * @param backOff how long to leave Elasticsearch alone after failures
 * @param maxFaults how often a document may fail with a server error of its own, and how often in a
 *     row a request with a misconfiguration, before it is a dead letter or fails the job
 */
public record ElasticsearchEndpoint(
        List<URI> urls,
        String apiKey,
        String caCertificate,
        int bulkDocuments,
        long bulkBytes,
        long maxDocumentBytes,
        int maxInFlight,
        int maxPending,
        Duration linger,
        Duration requestTimeout,
        BackOff backOff,
        int maxFaults)
        implements Serializable {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /** With values that can work together; the message of the exception names the wrong one. */
    public ElasticsearchEndpoint {
        urls = List.copyOf(urls);
        require(!urls.isEmpty(), "at least one URL of Elasticsearch must be given");
        for (URI url : urls) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            require(
                    http && url.getHost() != null,
                    "not a URL of Elasticsearch: " + url + "; write http(s)://host:port");
        }
        require(bulkDocuments > 0, "bulk documents must be at least 1, not " + bulkDocuments);
        require(bulkBytes > 0, "bulk bytes must be at least 1, not " + bulkBytes);
        require(
                maxDocumentBytes > 0,
                "the largest document must be at least 1 byte, not " + maxDocumentBytes);
        require(maxInFlight > 0, "requests in flight must be at least 1, not " + maxInFlight);
        require(
                maxPending >= bulkDocuments,
                "documents that may wait ("
                        + maxPending
                        + ") must be no fewer than those of one request ("
                        + bulkDocuments
                        + ")");
        require(linger.toMillis() > 0, "linger must be at least 1 ms, not " + linger);
        require(
                requestTimeout.toMillis() > 0,
                "the request timeout must be at least 1 ms, not " + requestTimeout);
        require(maxFaults > 0, "faults must be at least 1, not " + maxFaults);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without the key: this may be logged. */
    @Override
    public String toString() {
        return "Elasticsearch at " + urls;
    }

    /**
     * A client; whoever asks for it closes its transport.
     *
     * @throws IOException when the certificate cannot be read
     */
    ElasticsearchAsyncClient connect() throws IOException {
        HttpHost[] hosts = new HttpHost[urls.size()];
        String path = "";
        for (int i = 0; i < hosts.length; i++) {
            URI url = urls.get(i);
            int port =
                    url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
            hosts[i] = new HttpHost(url.getHost(), port, url.getScheme());
            if (url.getPath() != null && url.getPath().length() > 1) {
                path = url.getPath();
            }
        }
        RestClientBuilder builder = RestClient.builder(hosts);
        if (!path.isEmpty()) {
            builder.setPathPrefix(path);
        }
        if (!apiKey.isEmpty()) {
            builder.setDefaultHeaders(
                    new Header[] {new BasicHeader("Authorization", "ApiKey " + apiKey)});
        }
        SSLContext trust =
                caCertificate.isEmpty()
                        ? null
                        : TransportUtils.sslContextFromHttpCaCrt(new File(caCertificate));
        builder.setRequestConfigCallback(
                request ->
                        request.setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                                .setSocketTimeout(Math.toIntExact(requestTimeout.toMillis())));
        builder.setHttpClientConfigCallback(
                http -> {
                    http.setMaxConnPerRoute(maxInFlight + 1).setMaxConnTotal(2 * maxInFlight + 1);
                    return trust == null ? http : http.setSSLContext(trust);
                });
        return new ElasticsearchAsyncClient(
                new RestClientTransport(builder.build(), new JacksonJsonpMapper()));
    }
}
