package io.qundun.deploy.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qundun.deploy.QundunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Puts the Elasticsearch assets below a folder into a cluster: {@code ilm-policies/}, {@code
 * component-templates/} and {@code index-templates/}, one JSON file each, named as the file is.
 * What is there under the same name is replaced. A cluster without index life-cycle management gets
 * the templates without their life-cycle settings, which it would refuse.
 */
public final class IndexInstaller {

    private static final String JSON = ".json";
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RestClient client;

    public IndexInstaller(RestClient client) {
        this.client = client;
    }

    /** The kinds of assets, in the order in which they need each other. */
    private enum Kind {
        LIFE_CYCLE("ilm-policies", "_ilm/policy"),
        COMPONENT_TEMPLATE("component-templates", "_component_template"),
        INDEX_TEMPLATE("index-templates", "_index_template");

        private final String folder;
        private final String path;

        Kind(String folder, String path) {
            this.folder = folder;
            this.path = path;
        }
    }

    /**
     * What became of an asset.
     *
     * @param path below the cluster's address
     * @param outcome created, replaced or skipped
     */
    public record Outcome(String path, String outcome) {}

    /**
     * Applies them all.
     *
     * @param replicas of every index, instead of what the templates say
     * @throws QundunException when a file is no JSON object, or the cluster refuses one or does not
     *     answer
     */
    public List<Outcome> apply(Path assets, OptionalInt replicas) {
        boolean lifeCycle = hasLifeCycle();
        List<Outcome> outcomes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Path file : files(assets.resolve(kind.folder))) {
                String fileName = file.getFileName().toString();
                String name = fileName.substring(0, fileName.length() - JSON.length());
                String path = "/" + kind.path + "/" + name;
                if (kind == Kind.LIFE_CYCLE && !lifeCycle) {
                    outcomes.add(new Outcome(path, "skipped: the cluster has no ILM"));
                    continue;
                }
                ObjectNode asset = read(file);
                if (kind != Kind.LIFE_CYCLE) {
                    adapt(asset, kind, lifeCycle, replicas);
                }
                outcomes.add(put(path, asset, file));
            }
        }
        if (outcomes.isEmpty()) {
            throw new QundunException(
                    "there are no assets in "
                            + assets
                            + ": it should hold component-templates/*.json and"
                            + " index-templates/*.json");
        }
        return outcomes;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(JSON)).sorted().toList();
        } catch (IOException e) {
            throw new QundunException(folder + " cannot be read: " + e, e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            JsonNode content = MAPPER.readTree(Files.readString(file));
            if (content instanceof ObjectNode object) {
                return object;
            }
            throw new QundunException(file + " is no JSON object");
        } catch (JsonProcessingException e) {
            throw new QundunException(
                    file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new QundunException(file + " cannot be read: " + e, e);
        }
    }

    private static void adapt(
            ObjectNode template, Kind kind, boolean lifeCycle, OptionalInt replicas) {
        JsonNode body = template.path("template");
        if (!lifeCycle && body.path("settings") instanceof ObjectNode settings) {
            removeLifeCycle(settings);
        }
        // An index template's settings win over those of the components that it is made of.
        if (kind == Kind.INDEX_TEMPLATE && replicas.isPresent()) {
            ObjectNode settings =
                    template.withObjectProperty("template").withObjectProperty("settings");
            settings.remove(List.of("number_of_replicas", "index.number_of_replicas"));
            settings.withObjectProperty("index").put("number_of_replicas", replicas.getAsInt());
        }
    }

    /** Settings can be written nested or with dots, with the prefix index or without. */
    private static void removeLifeCycle(ObjectNode settings) {
        List<String> names = new ArrayList<>();
        settings.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String plain = name.startsWith("index.") ? name.substring("index.".length()) : name;
            if (plain.equals("lifecycle") || plain.startsWith("lifecycle.")) {
                settings.remove(name);
            } else if (plain.equals("index") && settings.get(name) instanceof ObjectNode nested) {
                removeLifeCycle(nested);
            }
        }
    }

    private boolean hasLifeCycle() {
        try {
            client.performRequest(new Request("GET", "/_ilm/status"));
            return true;
        } catch (ResponseException e) {
            int status = e.getResponse().getStatusLine().getStatusCode();
            if (status == 401 || status == 403) {
                throw refused("GET /_ilm/status", e);
            }
            return false;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Outcome put(String path, ObjectNode asset, Path file) {
        boolean existed = exists(path);
        Request request = new Request("PUT", path);
        request.setJsonEntity(asset.toString());
        try {
            client.performRequest(request);
            return new Outcome(path, existed ? "replaced" : "created");
        } catch (ResponseException e) {
            throw refused(file + " (PUT " + path + ")", e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private boolean exists(String path) {
        Request request = new Request("GET", path);
        try {
            client.performRequest(request);
            return true;
        } catch (ResponseException e) {
            if (e.getResponse().getStatusLine().getStatusCode() == NOT_FOUND) {
                return false;
            }
            throw refused("GET " + path, e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static QundunException refused(String what, ResponseException refusal) {
        return new QundunException(
                "Elasticsearch refused " + what + ": " + reason(refusal), refusal);
    }

    private static String reason(ResponseException refusal) {
        String status = refusal.getResponse().getStatusLine().toString();
        try {
            JsonNode error =
                    MAPPER.readTree(refusal.getResponse().getEntity().getContent()).path("error");
            JsonNode cause = error;
            while (cause.has("caused_by")) {
                cause = cause.get("caused_by");
            }
            return status + ", " + cause.path("reason").asText(error.toString());
        } catch (IOException | RuntimeException e) {
            return status; // its body says no more
        }
    }

    private static QundunException unreachable(IOException failure) {
        return new QundunException(
                "Elasticsearch does not answer: " + failure.getMessage(), failure);
    }
}
