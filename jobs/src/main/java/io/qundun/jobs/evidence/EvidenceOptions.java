package io.qundun.jobs.evidence;

import io.qundun.jobs.evidence.elasticsearch.BackOff;
import io.qundun.jobs.evidence.elasticsearch.ElasticsearchEndpoint;
import io.qundun.jobs.runtime.CommonOptions;
import io.qundun.jobs.runtime.ConfigurationException;
import io.qundun.jobs.runtime.JobConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Settings of the evidence job. */
public final class EvidenceOptions {

    /** Where Elasticsearch is. */
    public static final ConfigOption<String> URLS =
            ConfigOptions.key("elasticsearch.urls")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Elasticsearch's nodes, http(s)://host:port[,…]. Required. With one"
                                    + " node named, its restart is an outage; naming master-only"
                                    + " nodes makes them carry the bulk traffic.");

    /** The key to get in with. */
    public static final ConfigOption<String> API_KEY =
            ConfigOptions.key("elasticsearch.api.key")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "The encoded API key, by reference: env:NAME or file:PATH. It needs"
                                    + " create_index, index and auto_configure on qundun-*, and"
                                    + " should have no more: with read it would open the raw text"
                                    + " to whoever gets hold of it. Empty: none is sent.");

    /** Whom to trust. */
    public static final ConfigOption<String> CA_CERTIFICATE =
            ConfigOptions.key("elasticsearch.ca.certificate")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "Path of a PEM file with the certificate authority of"
                                    + " Elasticsearch, the same on every TaskManager. Empty: what"
                                    + " Java trusts; a private authority then fails the job after"
                                    + " elasticsearch.faults.max tries.");

    /** Documents in a request. */
    public static final ConfigOption<Integer> BULK_DOCUMENTS =
            ConfigOptions.key("elasticsearch.bulk.documents")
                    .intType()
                    .defaultValue(1_000)
                    .withDescription(
                            "Most documents in a bulk request. Few (1-50): a round trip a"
                                    + " handful, throughput falls tenfold. Many (10,000): answers"
                                    + " take seconds, and after a failure that many go again.");

    /** Bytes in a request. */
    public static final ConfigOption<MemorySize> BULK_BYTES =
            ConfigOptions.key("elasticsearch.bulk.bytes")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(4))
                    .withDescription(
                            "Most JSON in a bulk request; a larger document goes alone. Small:"
                                    + " many requests. Large (tens of MB): Elasticsearch answers"
                                    + " 429 when requests fill a tenth of its heap, or 413 beyond"
                                    + " its http.max_content_length.");

    /** The largest document. */
    public static final ConfigOption<MemorySize> MAX_DOCUMENT_BYTES =
            ConfigOptions.key("elasticsearch.document.max.bytes")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(32))
                    .withDescription(
                            "A larger document becomes a dead letter without being sent. Below a"
                                    + " few MB: evidence of long texts is set aside. Above"
                                    + " Elasticsearch's http.max_content_length (100 MB): it is"
                                    + " sent in vain first.");

    /** Requests under way. */
    public static final ConfigOption<Integer> IN_FLIGHT =
            ConfigOptions.key("elasticsearch.requests.in.flight")
                    .intType()
                    .defaultValue(2)
                    .withDescription(
                            "Most bulk requests under way, a writer. One: Elasticsearch idles"
                                    + " between requests. Many (over 8 times parallelism): its"
                                    + " write queue overflows, and 429 makes everyone back off.");

    /** Documents that may wait. */
    public static final ConfigOption<Integer> PENDING =
            ConfigOptions.key("elasticsearch.pending.documents")
                    .intType()
                    .defaultValue(10_000)
                    .withDescription(
                            "Documents that may wait in a writer before it slows Kafka's reader"
                                    + " down; at least one request's. They lie in memory and in"
                                    + " every checkpoint. Few: a pause of Elasticsearch is felt at"
                                    + " once. Many (1,000,000): checkpoints of gigabytes, or out of"
                                    + " memory, in an outage.");

    /** Patience before sending. */
    public static final ConfigOption<Duration> LINGER =
            ConfigOptions.key("elasticsearch.linger")
                    .durationType()
                    .defaultValue(Duration.ofMillis(200))
                    .withDescription(
                            "How long a document may wait for others to fill a request. Short:"
                                    + " small requests when traffic is thin. Long: evidence is"
                                    + " found that much later.");

    /** Patience for an answer. */
    public static final ConfigOption<Duration> REQUEST_TIMEOUT =
            ConfigOptions.key("elasticsearch.request.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(60))
                    .withDescription(
                            "How long to wait for an answer. Shorter than Elasticsearch's slow"
                                    + " moments (5 s): requests that succeed are sent again, adding"
                                    + " to its load. Long (10 min): a dead connection is noticed"
                                    + " that late.");

    /** First pause after a failure. */
    public static final ConfigOption<Duration> BACK_OFF_FIRST =
            ConfigOptions.key("elasticsearch.back.off.first")
                    .durationType()
                    .defaultValue(Duration.ofMillis(200))
                    .withDescription(
                            "Pause after the first failure; it doubles with each further one, half"
                                    + " of it random. Very short: an overloaded Elasticsearch gets"
                                    + " no relief. Long: each hiccup costs that much delay.");

    /** Longest pause. */
    public static final ConfigOption<Duration> BACK_OFF_LONGEST =
            ConfigOptions.key("elasticsearch.back.off.longest")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(15))
                    .withDescription(
                            "Longest pause between tries; outages are tried through for as long as"
                                    + " they last. Short: log and network are busy with failures."
                                    + " Long: indexing goes on that much later than Elasticsearch"
                                    + " is back.");

    /** Tries that may fail for reasons that waiting does not mend. */
    public static final ConfigOption<Integer> MAX_FAULTS =
            ConfigOptions.key("elasticsearch.faults.max")
                    .intType()
                    .defaultValue(10)
                    .withDescription(
                            "How often one document may meet a server error of its own (500)"
                                    + " before it is a dead letter, and how many answers in a row"
                                    + " may speak of missing rights or templates before the job"
                                    + " fails. Few: rotating a key fails the job. Many (100): half"
                                    + " an hour passes before anyone is told.");

    private EvidenceOptions() {}

    /** All of the job's settings, those common to every job included. */
    public static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> options = new ArrayList<>(CommonOptions.all());
        options.addAll(
                List.of(
                        URLS,
                        API_KEY,
                        CA_CERTIFICATE,
                        BULK_DOCUMENTS,
                        BULK_BYTES,
                        MAX_DOCUMENT_BYTES,
                        IN_FLIGHT,
                        PENDING,
                        LINGER,
                        REQUEST_TIMEOUT,
                        BACK_OFF_FIRST,
                        BACK_OFF_LONGEST,
                        MAX_FAULTS));
        return List.copyOf(options);
    }

    /**
     * Where Elasticsearch is and how to treat it.
     *
     * @throws ConfigurationException when values do not go together
     */
    static ElasticsearchEndpoint endpoint(JobConfiguration settings) throws ConfigurationException {
        try {
            return new ElasticsearchEndpoint(
                    Arrays.stream(settings.get(URLS).split(","))
                            .map(url -> URI.create(url.strip()))
                            .toList(),
                    settings.get(API_KEY),
                    settings.get(CA_CERTIFICATE),
                    settings.get(BULK_DOCUMENTS),
                    settings.get(BULK_BYTES).getBytes(),
                    settings.get(MAX_DOCUMENT_BYTES).getBytes(),
                    settings.get(IN_FLIGHT),
                    settings.get(PENDING),
                    settings.get(LINGER),
                    settings.get(REQUEST_TIMEOUT),
                    new BackOff(settings.get(BACK_OFF_FIRST), settings.get(BACK_OFF_LONGEST)),
                    settings.get(MAX_FAULTS));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("elasticsearch.*: " + e.getMessage(), e);
        }
    }
}
