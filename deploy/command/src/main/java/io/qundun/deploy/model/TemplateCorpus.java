package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.udfs.classify.LabelledText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A corpus of made-up texts, from a folder of templates: {@code LABEL.LANGUAGE.txt} holds a family
 * of texts a line (see {@link TextTemplate}; {@code *3 } before it asks for three times as many
 * texts of it), {@code slots.txt} lines {@code name: one | another}. Contacts are added by chance
 * whatever the label, so that they give no label away. The same folder and seed give the same
 * texts. Immutable.
 */
final class TemplateCorpus {

    private static final String SLOTS = "slots.txt";
    private static final int TRIES = 4;

    /** Before a template of which there should be so many times as many texts as of others. */
    private static final Pattern TIMES = Pattern.compile("\\*([1-9]\\d?) ");

    /** Every so many a family is held out. */
    private static final int HELD_OUT = 10;

    private final Map<String, List<TextTemplate>> slots = new HashMap<>();
    private final List<Family> families = new ArrayList<>();
    private final String sha256;

    /** Texts of one making. */
    private record Family(
            String label,
            String language,
            String name,
            int hash,
            int times,
            TextTemplate template) {}

    /**
     * How to generate.
     *
     * @param rows of a family at most, or a multiple where its line says so; texts that come out
     *     twice count once
     * @param disguised share of the texts that are spelled evasively, Chinese ones only
     * @param heldOut only the families that are held out, or only the others
     * @param seed of chance
     */
    record Settings(int rows, double disguised, boolean heldOut, long seed) {}

    private TemplateCorpus(String sha256) {
        this.sha256 = sha256;
    }

    /**
     * @throws QundunException when a file cannot be read or a template is wrong
     */
    static TemplateCorpus read(Path folder) {
        Map<String, List<String>> files = new TreeMap<>();
        MessageDigest digest = LabelledFile.digest();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*.txt")) {
            for (Path path : paths) {
                files.put(path.getFileName().toString(), Files.readAllLines(path));
            }
        } catch (IOException e) {
            throw new QundunException("cannot read the templates in " + folder + ": " + e, e);
        }
        if (files.size() < 2) {
            throw new QundunException(
                    folder + " has no templates: there should be LABEL.LANGUAGE.txt and " + SLOTS);
        }
        files.forEach(
                (name, lines) ->
                        digest.update(
                                (name + "\n" + String.join("\n", lines) + "\n")
                                        .getBytes(StandardCharsets.UTF_8)));
        TemplateCorpus corpus = new TemplateCorpus(HexFormat.of().formatHex(digest.digest()));
        files.forEach((name, lines) -> corpus.add(folder.resolve(name), name, lines));
        return corpus;
    }

    /** Of all templates together. */
    String sha256() {
        return sha256;
    }

    private void add(Path file, String name, List<String> lines) {
        String[] parts = name.split("\\.", -1);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (name.equals(SLOTS)) {
                    slot(line);
                } else if (parts.length == 3) {
                    String family = name.substring(0, name.length() - 4) + ":" + (i + 1);
                    Matcher times = TIMES.matcher(line);
                    boolean many = times.lookingAt();
                    families.add(
                            new Family(
                                    parts[0],
                                    parts[1],
                                    family,
                                    line.hashCode(),
                                    many ? Integer.parseInt(times.group(1)) : 1,
                                    TextTemplate.parse(many ? line.substring(times.end()) : line)));
                } else {
                    throw new IllegalArgumentException("the file is not called LABEL.LANGUAGE.txt");
                }
            } catch (IllegalArgumentException e) {
                throw new QundunException(
                        "%s, line %d: %s".formatted(file, i + 1, e.getMessage()), e);
            }
        }
    }

    private void slot(String line) {
        int colon = line.indexOf(": ");
        if (colon < 0) {
            throw new IllegalArgumentException("a slot is \"name: one | another\"");
        }
        List<TextTemplate> choices = new ArrayList<>();
        for (String choice : line.substring(colon + 2).split(" \\| ", -1)) {
            choices.add(TextTemplate.parse(choice.strip()));
        }
        slots.put(line.substring(0, colon), choices);
    }

    /** The families' names by label. */
    Map<String, Integer> familiesByLabel() {
        Map<String, Integer> counts = new TreeMap<>();
        families.forEach(family -> counts.merge(family.label(), 1, Integer::sum));
        return counts;
    }

    /**
     * @throws QundunException when a template asks for a slot that is not there
     */
    List<LabelledText> generate(Settings settings) {
        Disguises disguises = new Disguises();
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < families.size(); i++) {
            Family family = families.get(i);
            boolean heldOut = i % HELD_OUT == HELD_OUT - 1;
            if (heldOut != settings.heldOut()) {
                continue;
            }
            // Of its own, so that a new template changes no other family's texts.
            SplittableRandom random = new SplittableRandom(settings.seed() ^ family.hash());
            Set<String> distinct = new LinkedHashSet<>();
            int rows = settings.rows() * family.times();
            for (int t = 0; t < rows * TRIES && distinct.size() < rows; t++) {
                distinct.add(text(family, settings, disguises, random));
            }
            for (String text : distinct) {
                texts.add(new LabelledText(family.label(), text, family.name()));
            }
        }
        return texts;
    }

    /**
     * The text with a contact before or, mostly, after it.
     *
     * @throws IllegalArgumentException when there is no slot of contacts for the language
     */
    String withContact(String text, String language, SplittableRandom random) {
        String contact = TextTemplate.parse("{contact." + language + "}").fill(slots, random);
        return random.nextInt(4) == 0 ? contact + " " + text : text + " " + contact;
    }

    /** Which contacts suit a text: {@code zh} where a Chinese character is in it, else en. */
    static String languageOf(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic) ? "zh" : "en";
    }

    private String text(
            Family family, Settings settings, Disguises disguises, SplittableRandom random) {
        String text;
        try {
            text = family.template().fill(slots, random);
            if (random.nextDouble() < 0.2) {
                text = withContact(text, family.language(), random);
            }
        } catch (IllegalArgumentException e) {
            throw new QundunException(family.name() + ": " + e.getMessage(), e);
        }
        boolean disguise =
                family.language().equals("zh") && random.nextDouble() < settings.disguised();
        return disguise ? disguises.disguise(text, random) : text;
    }
}
