package io.qundun.udfs.policy;

import io.qundun.udfs.classify.ModelFile;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The models of this process by the SHA-256 of their files: one copy each, however many policies
 * hold it, for as long as one does. Thread-safe.
 */
final class LoadedModels {
    private static final ConcurrentMap<String, WeakReference<ModelFile>> BY_HASH =
            new ConcurrentHashMap<>();

    private LoadedModels() {}

    /**
     * @throws IOException when the content is no model for this program
     */
    static ModelFile of(String sha256, byte[] content) throws IOException {
        WeakReference<ModelFile> known = BY_HASH.get(sha256);
        ModelFile model = known == null ? null : known.get();
        if (model == null) {
            model = ModelFile.read(content);
            BY_HASH.values().removeIf(reference -> reference.get() == null);
            BY_HASH.put(sha256, new WeakReference<>(model));
        }
        return model;
    }
}
