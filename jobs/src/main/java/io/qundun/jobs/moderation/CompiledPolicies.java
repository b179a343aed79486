package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.PolicyBundle;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Compiled releases, one copy a process for all its operators and threads. Compilation starts in a
 * thread of its own when a release arrives, so that it is done when the release takes effect.
 */
final class CompiledPolicies {

    private static final int KEPT = 16;

    private static final Map<String, CompletableFuture<CompiledPolicy>> BY_HASH =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, CompletableFuture<CompiledPolicy>> eldest) {
                    return size() > KEPT;
                }
            };

    private CompiledPolicies() {}

    /** Compiles now, in this thread; whoever needs the same release later finds it here. */
    static CompiledPolicy compile(PolicyBundle bundle) throws InvalidPolicyException {
        CompiledPolicy compiled = PolicyCompiler.compile(PolicyFiles.of(bundle.files));
        synchronized (BY_HASH) {
            BY_HASH.put(bundle.hash, CompletableFuture.completedFuture(compiled));
        }
        return compiled;
    }

    /** The compiled release, perhaps still in the making. */
    static CompletableFuture<CompiledPolicy> of(PolicyBundle bundle) {
        synchronized (BY_HASH) {
            return BY_HASH.computeIfAbsent(
                    bundle.hash,
                    hash -> {
                        CompletableFuture<CompiledPolicy> result = new CompletableFuture<>();
                        Thread thread =
                                new Thread(
                                        () -> complete(result, bundle),
                                        "compile-policy-" + bundle.version);
                        thread.setDaemon(true);
                        thread.start();
                        return result;
                    });
        }
    }

    private static void complete(CompletableFuture<CompiledPolicy> result, PolicyBundle bundle) {
        try {
            result.complete(PolicyCompiler.compile(PolicyFiles.of(bundle.files)));
        } catch (InvalidPolicyException e) {
            result.completeExceptionally(
                    new CompletionException(
                            "policy "
                                    + bundle.packId
                                    + " version "
                                    + bundle.version
                                    + " was accepted by another build of this job, but not by"
                                    + " this one; publish a release that it accepts",
                            e));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
