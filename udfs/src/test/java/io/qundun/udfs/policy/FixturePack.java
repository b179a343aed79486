package io.qundun.udfs.policy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The test pack, to be spoilt one file at a time. */
public final class FixturePack {
    private final Map<String, byte[]> files = new TreeMap<>();

    private FixturePack() {}

    /** Its folder. */
    public static Path folder() {
        try {
            return Path.of(FixturePack.class.getResource("/policy/fixture").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy to change. */
    static FixturePack copy() throws IOException {
        FixturePack pack = new FixturePack();
        PolicyFiles original = PolicyFiles.read(folder());
        original.paths().forEach(path -> pack.files.put(path, original.bytes(path)));
        return pack;
    }

    FixturePack replace(String path, String target, String replacement) {
        String text = new String(files.get(path), StandardCharsets.UTF_8);
        if (!text.contains(target)) {
            throw new IllegalArgumentException(path + " has no " + target);
        }
        return put(path, text.replace(target, replacement));
    }

    FixturePack put(String path, String text) {
        return put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    FixturePack put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    FixturePack remove(String path) {
        files.remove(path);
        return this;
    }

    PolicyFiles files() {
        return PolicyFiles.of(files);
    }

    CompiledPolicy compile() throws InvalidPolicyException {
        return PolicyCompiler.compile(files());
    }

    /** What is wrong with it, as text; empty when it compiles. */
    List<String> defects() {
        try {
            compile();
            return List.of();
        } catch (InvalidPolicyException e) {
            return e.defects().stream().map(PolicyDefect::toString).toList();
        }
    }
}
