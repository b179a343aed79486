package io.qundun.deploy.live;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** Counts the flagged messages that can be found in Elasticsearch: one document a message. */
public final class EvidenceCount {

    /** Elasticsearch does not answer. */
    public static final long UNKNOWN = -1;

    private static final String INDICES = "/qundun-evidence-redacted*";
    private static final String LENIENT = "?ignore_unavailable=true&allow_no_indices=true";

    private final RestClient client;
    private final JsonMapper json = new JsonMapper();

    public EvidenceCount(RestClient client) {
        this.client = client;
    }

    /** How many there are, what was written just now included; or {@link #UNKNOWN}. */
    public long count() {
        try {
            client.performRequest(new Request("POST", INDICES + "/_refresh" + LENIENT));
            Request count = new Request("GET", INDICES + "/_count" + LENIENT);
            return json.readTree(client.performRequest(count).getEntity().getContent())
                    .path("count")
                    .asLong(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
