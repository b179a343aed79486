package io.qundun.jobs.evidence.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.transport.endpoints.BooleanResponse;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts documents on the wire. Before the first, it makes sure that the index templates are there.
 * For one thread; answers come on the client's threads.
 */
final class BulkRequests implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BulkRequests.class);

    private static final int FORBIDDEN = 403;

    private final ElasticsearchAsyncClient client;
    private final List<String> templates;
    private volatile boolean templatesSeen;

    BulkRequests(ElasticsearchAsyncClient client, List<String> templates) {
        this.client = client;
        this.templates = templates;
        this.templatesSeen = templates.isEmpty();
    }

    /** Sends documents; the answer has one item each, in the same order. */
    CompletableFuture<BulkResponse> send(List<DocumentOperation> documents) {
        BulkRequest request = request(documents);
        if (templatesSeen) {
            return client.bulk(request);
        }
        CompletableFuture<Void> seen = CompletableFuture.completedFuture(null);
        for (String template : templates) {
            seen = seen.thenCompose(before -> look(template));
        }
        return seen.thenCompose(
                all -> {
                    templatesSeen = true;
                    return client.bulk(request);
                });
    }

    private CompletableFuture<Void> look(String template) {
        return client.indices()
                .existsIndexTemplate(exists -> exists.name(template))
                .thenApply(BooleanResponse::value)
                .exceptionally(failure -> believe(template, Outcomes.unwrap(failure)))
                .thenAccept(
                        found -> {
                            if (!found) {
                                throw new CompletionException(
                                        new MissingTemplateException(template));
                            }
                        });
    }

    private static boolean believe(String template, Throwable failure) {
        if (Outcomes.statusOf(failure) != FORBIDDEN) {
            boolean refused = Outcomes.ofRequest(failure).equals(Optional.of(Outcome.REFUSED));
            throw new CompletionException(
                    refused ? new MissingTemplateException(template, failure) : failure);
        }
        LOG.warn(
                "the API key may not look at index templates; going on in the belief that {} is"
                        + " there",
                template);
        return true;
    }

    private static BulkRequest request(List<DocumentOperation> documents) {
        List<BulkOperation> operations = new ArrayList<>(documents.size());
        for (DocumentOperation document : documents) {
            BinaryData json = BinaryData.of(document.json(), ContentType.APPLICATION_JSON);
            operations.add(
                    switch (document.type()) {
                        case CREATE ->
                                BulkOperation.of(
                                        operation ->
                                                operation.create(
                                                        create ->
                                                                create.index(document.index())
                                                                        .id(document.id())
                                                                        .document(json)));
                        case INDEX ->
                                BulkOperation.of(
                                        operation ->
                                                operation.index(
                                                        index -> {
                                                            index.index(document.index())
                                                                    .id(document.id())
                                                                    .document(json);
                                                            if (document.version()
                                                                    != DocumentOperation
                                                                            .NO_VERSION) {
                                                                index.version(document.version())
                                                                        .versionType(
                                                                                VersionType
                                                                                        .ExternalGte);
                                                            }
                                                            return index;
                                                        }));
                    });
        }
        return BulkRequest.of(bulk -> bulk.operations(operations));
    }

    @Override
    public void close() throws IOException {
        client._transport().close();
    }
}
