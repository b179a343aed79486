package io.qundun.udfs.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a policy pack, by path with '/' between folders, sorted. Immutable as long as nobody
 * writes to the arrays handed out or in.
 */
public final class PolicyFiles {
    private final SortedMap<String, byte[]> files;
    private final SortedMap<String, String> hashes = new TreeMap<>();

    private PolicyFiles(SortedMap<String, byte[]> files) {
        this.files = files;
        files.forEach((path, bytes) -> hashes.put(path, hex(sha256().digest(bytes))));
    }

    /** The given files. */
    public static PolicyFiles of(Map<String, byte[]> files) {
        return new PolicyFiles(new TreeMap<>(files));
    }

    /**
     * All files under a folder, but for those whose name, or a folder's on the way, starts with a
     * dot.
     *
     * @throws IOException when the folder is none or a file cannot be read
     */
    public static PolicyFiles read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + " is no folder; a policy pack is one");
        }
        TreeMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path relative = folder.relativize(path);
                if (!isHidden(relative) && Files.isRegularFile(path)) {
                    files.put(relative.toString().replace('\\', '/'), Files.readAllBytes(path));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new PolicyFiles(files);
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** All paths, sorted. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** A file's content, or null when there is no such file. */
    public byte[] bytes(String path) {
        return files.get(path);
    }

    /** Lower-case hexadecimal SHA-256 of a file, or null when there is no such file. */
    public String sha256(String path) {
        return hashes.get(path);
    }

    /** SHA-256 over the sorted lines {@code <sha256> <path>\n}: the release's hash. */
    public String hash() {
        return hash(path -> true);
    }

    /** The same over some of the files; empty when there is none. */
    public String hash(Predicate<String> chosen) {
        MessageDigest digest = sha256();
        boolean any = false;
        for (Map.Entry<String, String> entry : hashes.entrySet()) {
            if (chosen.test(entry.getKey())) {
                any = true;
                String line = entry.getValue() + " " + entry.getKey() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return any ? hex(digest.digest()) : "";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
