package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.udfs.policy.CompiledPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The releases that one operator knows, and which of them judges a message. For one thread.
 *
 * <p>A message is judged by the highest version whose {@code effectiveFrom} is not after its record
 * time: a fact of the input, so a replay judges it by the same version, whenever the release was
 * read.
 */
final class PolicyVersions {

    /** Releases kept: the one in force, its predecessors for messages in flight. */
    static final int KEPT = 4;

    private final boolean classifier;
    private final List<Entry> ascending = new ArrayList<>();

    private static final class Entry {
        private final long version;
        private final long effectiveFrom;
        private final CompletableFuture<CompiledPolicy> compiling;
        private CompiledPolicy compiled;

        Entry(PolicyBundle bundle) {
            version = bundle.version;
            effectiveFrom = bundle.effectiveFrom;
            compiling = CompiledPolicies.of(bundle);
        }
    }

    /** With or without the classifiers of the releases. */
    PolicyVersions(boolean classifier) {
        this.classifier = classifier;
    }

    /** Adds a release; returns the version that is to be forgotten, or null. */
    Long add(PolicyBundle bundle) {
        ascending.removeIf(entry -> entry.version == bundle.version);
        ascending.add(new Entry(bundle));
        ascending.sort(Comparator.comparingLong(entry -> entry.version));
        return ascending.size() > KEPT ? ascending.remove(0).version : null;
    }

    /** Takes over what a restored operator's broadcast state holds. */
    void restore(Iterable<Map.Entry<Long, PolicyBundle>> broadcast) {
        for (Map.Entry<Long, PolicyBundle> entry : broadcast) {
            add(entry.getValue());
        }
    }

    boolean isEmpty() {
        return ascending.isEmpty();
    }

    /**
     * The version that judges a message of this record time; the lowest known for one before all.
     */
    CompiledPolicy at(long recordTime) {
        if (ascending.isEmpty()) {
            throw new IllegalStateException(
                    "chat arrived before any policy was accepted; publish a release that this"
                            + " version of the job accepts (see policy.status.v1)");
        }
        for (int i = ascending.size() - 1; i > 0; i--) {
            if (ascending.get(i).effectiveFrom <= recordTime) {
                return compiled(ascending.get(i));
            }
        }
        return compiled(ascending.get(0));
    }

    /** The version of that number, or null when it is not known any more or not yet. */
    CompiledPolicy numbered(long version) {
        for (int i = ascending.size() - 1; i >= 0; i--) {
            if (ascending.get(i).version == version) {
                return compiled(ascending.get(i));
            }
        }
        return null;
    }

    private CompiledPolicy compiled(Entry entry) {
        if (entry.compiled == null) {
            CompiledPolicy compiled = entry.compiling.join();
            entry.compiled = classifier ? compiled : compiled.withoutClassifier();
        }
        return entry.compiled;
    }
}
