package io.qundun.jobs.evidence.elasticsearch;

import io.qundun.jobs.runtime.RawRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Documents and endpoints for the tests. */
final class Samples {

    private Samples() {}

    static DocumentOperation document(int n) {
        return document(n, "{\"n\":" + n + "}");
    }

    static DocumentOperation document(int n, String json) {
        return new DocumentOperation(
                "qundun-test-2026.11",
                "id-" + n,
                7,
                DocumentOperation.Type.INDEX,
                json.getBytes(StandardCharsets.UTF_8),
                new RawRecord(
                        "moderation.evidence.v1",
                        1,
                        n,
                        1_790_000_000_000L,
                        "k".getBytes(StandardCharsets.UTF_8),
                        ("value " + n).getBytes(StandardCharsets.UTF_8)));
    }

    /** Nothing listens there. */
    static ElasticsearchEndpoint endpoint(String url, int maxPending) {
        return new ElasticsearchEndpoint(
                List.of(URI.create(url)),
                "",
                "",
                4,
                1_000,
                2_000,
                2,
                maxPending,
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                new BackOff(Duration.ofMillis(10), Duration.ofMillis(100)),
                3);
    }
}
