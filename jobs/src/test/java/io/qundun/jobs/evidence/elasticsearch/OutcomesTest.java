package io.qundun.jobs.evidence.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.OperationType;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {

    @ParameterizedTest
    @CsvSource({
        "200, , STORED",
        "201, , STORED",
        "409, version_conflict_engine_exception, SUPERSEDED",
        "409, something_else, UNAVAILABLE",
        "429, es_rejected_execution_exception, UNAVAILABLE",
        "429, cluster_block_exception, UNAVAILABLE",
        "503, unavailable_shards_exception, UNAVAILABLE",
        "504, , UNAVAILABLE",
        "500, null_pointer_exception, FAULT",
        "403, cluster_block_exception, UNAVAILABLE",
        "403, security_exception, MISCONFIGURED",
        "401, security_exception, MISCONFIGURED",
        "404, index_not_found_exception, MISCONFIGURED",
        "400, strict_dynamic_mapping_exception, MISCONFIGURED",
        "400, document_parsing_exception, REFUSED",
        "400, mapper_parsing_exception, REFUSED",
        "400, index_closed_exception, REFUSED",
        "413, , REFUSED"
    })
    void tellsDocumentsApart(int status, String type, Outcome expected) {
        BulkResponseItem item =
                BulkResponseItem.of(
                        of -> {
                            of.operationType(OperationType.Index).index("i").status(status);
                            return type == null ? of : of.error(error -> error.type(type));
                        });

        assertThat(Outcomes.ofItem(item)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "429, circuit_breaking_exception, UNAVAILABLE",
        "500, , UNAVAILABLE",
        "502, , UNAVAILABLE",
        "503, , UNAVAILABLE",
        "408, , UNAVAILABLE",
        "401, security_exception, MISCONFIGURED",
        "403, security_exception, MISCONFIGURED",
        "404, , MISCONFIGURED",
        "301, , MISCONFIGURED",
        "200, , MISCONFIGURED",
        "400, media_type_header_exception, MISCONFIGURED",
        "400, action_request_validation_exception, REFUSED",
        "413, , REFUSED"
    })
    void tellsRequestsApart(int status, String type, Outcome expected) {
        assertThat(Outcomes.ofRequest(status, type)).isEqualTo(expected);
    }

    @Test
    void looksThroughWhatFuturesWrapAround() {
        ElasticsearchException refusal =
                new ElasticsearchException(
                        "bulk",
                        ErrorResponse.of(
                                error -> error.status(429).error(cause -> cause.type("rejected"))));

        assertThat(Outcomes.ofRequest(new CompletionException(refusal)))
                .contains(Outcome.UNAVAILABLE);
        assertThat(Outcomes.statusOf(refusal)).isEqualTo(429);
    }

    @Test
    void connectionsThatFailAreTriedAgainButNotBadCertificates() {
        assertThat(Outcomes.ofRequest(new ConnectException("refused")))
                .contains(Outcome.UNAVAILABLE);
        assertThat(Outcomes.ofRequest(new SocketTimeoutException("60 s")))
                .contains(Outcome.UNAVAILABLE);
        assertThat(Outcomes.ofRequest(new SSLHandshakeException("unknown authority")))
                .contains(Outcome.MISCONFIGURED);
        assertThat(Outcomes.ofRequest(new MissingTemplateException("t")))
                .contains(Outcome.MISCONFIGURED);
        assertThat(Outcomes.ofRequest(new IllegalStateException("client is closed"))).isEmpty();
    }

    @Test
    void describesARefusalWithoutQuotingTheDocument() {
        BulkResponseItem item =
                BulkResponseItem.of(
                        of ->
                                of.operationType(OperationType.Index)
                                        .index("i")
                                        .status(400)
                                        .error(
                                                error ->
                                                        error.type("document_parsing_exception")
                                                                .reason(
                                                                        "[1:5] failed to parse field"
                                                                                + " [x] of type [date]."
                                                                                + " Preview of field's"
                                                                                + " value: 'secret'")
                                                                .causedBy(
                                                                        ErrorCause.of(
                                                                                cause ->
                                                                                        cause.type(
                                                                                                        "illegal_argument_exception")
                                                                                                .reason(
                                                                                                        "secret")))));

        assertThat(Outcomes.describe(item))
                .isEqualTo(
                        "status 400, document_parsing_exception: [1:5] failed to parse field [x] of"
                                + " type [date]., caused by illegal_argument_exception");
    }
}
