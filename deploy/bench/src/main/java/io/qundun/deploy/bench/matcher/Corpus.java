package io.qundun.deploy.bench.matcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Patterns to look for and messages to look in.
 *
 * @param source where they come from, for the report
 * @param patterns distinct
 * @param messages not empty
 */
record Corpus(String source, List<String> patterns, List<String> messages) {
    private static final Path PATTERNS = Path.of("bench-patterns", "p100k.txt.gz");
    private static final Path MESSAGES =
            Path.of("weibo-traffic-evalonly", "weibo_comments_200k.txt.gz");
    private static final int FIRST_HAN = 0x4E00;
    private static final int HAN = 3500;
    private static final int PATTERNS_COUNT = 100_000;
    private static final int MESSAGES_COUNT = 100_000;

    /** Characters of all messages, in UTF-16 units. */
    long units() {
        long units = 0;
        for (String message : messages) {
            units += message.length();
        }
        return units;
    }

    /** Whether a folder holds both files. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(PATTERNS))
                && Files.isRegularFile(folder.resolve(MESSAGES));
    }

    /** Reads the benchmark's patterns and messages from a folder. */
    static Corpus read(Path folder) throws IOException {
        return new Corpus(
                folder.toString(),
                new ArrayList<>(new LinkedHashSet<>(lines(folder.resolve(PATTERNS)))),
                lines(folder.resolve(MESSAGES)));
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /** Makes patterns and messages up, by seed: characters as unevenly used as in a language. */
    static Corpus generate(long seed) {
        Random random = new Random(seed);
        Set<String> patterns = new LinkedHashSet<>();
        while (patterns.size() < PATTERNS_COUNT) {
            boolean han = random.nextInt(100) < 82;
            patterns.add(text(random, 2 + random.nextInt(han ? 7 : 12), han));
        }
        List<String> all = new ArrayList<>(patterns);
        List<String> messages = new ArrayList<>(MESSAGES_COUNT);
        for (int i = 0; i < MESSAGES_COUNT; i++) {
            StringBuilder message = new StringBuilder();
            int parts = 1 + random.nextInt(6);
            for (int part = 0; part < parts; part++) {
                int choice = random.nextInt(20);
                if (choice == 0) {
                    message.append(all.get(random.nextInt(all.size())));
                } else {
                    message.append(text(random, 2 + random.nextInt(8), choice > 3));
                }
                message.append("，。 ！".charAt(random.nextInt(4)));
            }
            messages.add(message.toString());
        }
        return new Corpus("generated, seed " + seed, all, messages);
    }

    private static String text(Random random, int length, boolean han) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            double uneven = Math.pow(random.nextDouble(), 3);
            text.append((char) (han ? FIRST_HAN + uneven * HAN : 'a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
