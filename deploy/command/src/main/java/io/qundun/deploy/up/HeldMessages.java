package io.qundun.deploy.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** How many messages the moderation job holds until their sender's status comes, by its metrics. */
final class HeldMessages {

    private static final String METRIC = ".heldMessages";

    private final URI flink;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    HeldMessages(URI flink) {
        this.flink = flink;
    }

    long count(String jobId) throws IOException, InterruptedException {
        long held = 0;
        for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
            String metrics =
                    "/jobs/"
                            + jobId
                            + "/vertices/"
                            + vertex.path("id").asText()
                            + "/subtasks/metrics";
            for (JsonNode metric : get(metrics)) {
                String id = metric.path("id").asText();
                if (id.endsWith(METRIC)) {
                    String query = "?agg=sum&get=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
                    held += get(metrics + query).path(0).path("sum").asLong();
                }
            }
        }
        return held;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(flink.resolve(path)).build();
        return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }
}
