package io.qundun.jobs.evidence.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.transport.TransportException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Tells outcomes apart by HTTP status and Elasticsearch's error type. Pure. */
final class Outcomes {

    private Outcomes() {}

    /** What became of one document of a bulk request. */
    static Outcome ofItem(BulkResponseItem item) {
        ErrorCause error = item.error();
        return ofItem(item.status(), error == null ? null : error.type());
    }

    /**
     * What became of one document of a bulk request.
     *
     * @param status its HTTP status
     * @param errorType Elasticsearch's error type; null when there is none
     */
    static Outcome ofItem(int status, String errorType) {
        if (status >= 200 && status < 300) {
            return Outcome.STORED;
        }
        String type = errorType == null ? "" : errorType;
        return switch (status) {
            case 409 ->
                    type.equals("version_conflict_engine_exception")
                            ? Outcome.SUPERSEDED
                            : Outcome.UNAVAILABLE;
            case 408, 429, 502, 503, 504 -> Outcome.UNAVAILABLE;
            // An index that someone has blocked for writing opens again; a missing right does not.
            case 403 ->
                    type.equals("cluster_block_exception")
                            ? Outcome.UNAVAILABLE
                            : Outcome.MISCONFIGURED;
            case 401, 404 -> Outcome.MISCONFIGURED;
            // Our own documents fit our own templates: these are older than the job.
            case 400 ->
                    type.equals("strict_dynamic_mapping_exception")
                            ? Outcome.MISCONFIGURED
                            : Outcome.REFUSED;
            default -> status >= 500 ? Outcome.FAULT : Outcome.REFUSED;
        };
    }

    /**
     * What became of a request that failed as a whole; empty when nothing is known of the failure,
     * so that only a fresh client can help.
     */
    static Optional<Outcome> ofRequest(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof MissingTemplateException) {
            return Optional.of(Outcome.MISCONFIGURED);
        }
        if (cause instanceof ElasticsearchException refusal) {
            return Optional.of(ofRequest(refusal.status(), refusal.error().type()));
        }
        if (cause instanceof TransportException transport) {
            return Optional.of(ofRequest(transport.statusCode(), null));
        }
        if (cause instanceof SSLException) {
            return Optional.of(Outcome.MISCONFIGURED);
        }
        return cause instanceof IOException ? Optional.of(Outcome.UNAVAILABLE) : Optional.empty();
    }

    /** What became of a request by its HTTP status. */
    static Outcome ofRequest(int status, String errorType) {
        if (status == 408 || status == 429 || status >= 500) {
            return Outcome.UNAVAILABLE;
        }
        if (status == 413 || (status == 400 && !"media_type_header_exception".equals(errorType))) {
            return Outcome.REFUSED;
        }
        // 401, 403; 404, 405 and redirections from something else at that address; 2xx that no
        // Elasticsearch answers.
        return Outcome.MISCONFIGURED;
    }

    /** The HTTP status of a failure; 0 when there was no answer. */
    static int statusOf(Throwable failure) {
        if (failure instanceof ElasticsearchException refusal) {
            return refusal.status();
        }
        return failure instanceof TransportException transport ? transport.statusCode() : 0;
    }

    /** The failure itself, without what futures wrap around it. */
    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * What a person should read of a refused document: status, error type, reason, and the types of
     * what caused it.
     */
    static String describe(BulkResponseItem item) {
        StringBuilder text = new StringBuilder("status ").append(item.status());
        ErrorCause error = item.error();
        if (error != null) {
            text.append(", ")
                    .append(error.type())
                    .append(": ")
                    .append(withoutValue(error.reason()));
            for (ErrorCause cause = error.causedBy(); cause != null; cause = cause.causedBy()) {
                text.append(", caused by ").append(cause.type());
            }
        }
        return text.toString();
    }

    /**
     * Elasticsearch quotes the value that it could not parse, which may be somebody's text; reasons
     * travel into logs and to analysts, so the quotation stays behind.
     */
    private static String withoutValue(String reason) {
        if (reason == null) {
            return "no reason given";
        }
        int preview = reason.toLowerCase(Locale.ROOT).indexOf("preview of field's value");
        return preview < 0 ? reason : reason.substring(0, preview).stripTrailing();
    }
}
