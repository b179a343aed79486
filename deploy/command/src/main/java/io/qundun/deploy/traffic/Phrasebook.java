package io.qundun.deploy.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The phrases of the sample groups, from {@code phrases.yaml}: templates by family, with slots that
 * are filled from lists or with a number. Immutable.
 */
final class Phrasebook {

    private static final Pattern SLOT = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
    private static final int MAX_DEPTH = 4;

    private final Map<String, List<Template>> slots;
    private final Map<String, List<Template>> families;
    private final List<List<Template>> ads;
    private final List<Template> abuse;
    private final List<Template> floods;

    /** A template, cut at its slots. */
    record Template(List<Piece> pieces) {}

    /** Plain text, or the name of a slot, or a range of numbers. */
    private record Piece(String text, String slot, int low, int high) {}

    private Phrasebook(Map<?, ?> root) {
        slots = byName(root.get("slots"));
        families = byName(root.get("families"));
        ads = List.copyOf(byName(root.get("ads")).values());
        abuse = templates((List<?>) root.get("abuse"));
        floods = templates((List<?>) root.get("floods"));
    }

    /** The one in this jar. */
    static Phrasebook shipped() {
        try (InputStream in = Phrasebook.class.getResourceAsStream("phrases.yaml")) {
            Load load = new Load(LoadSettings.builder().setLabel("phrases.yaml").build());
            return new Phrasebook((Map<?, ?>) load.loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<Template>> byName(Object section) {
        Map<String, List<Template>> byName = new LinkedHashMap<>();
        ((Map<?, ?>) section)
                .forEach((name, list) -> byName.put((String) name, templates((List<?>) list)));
        return byName;
    }

    private static List<Template> templates(List<?> texts) {
        List<Template> templates = new ArrayList<>();
        for (Object text : texts) {
            templates.add(template(String.valueOf(text)));
        }
        return List.copyOf(templates);
    }

    private static Template template(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher slot = SLOT.matcher(text);
        int from = 0;
        while (slot.find()) {
            if (slot.start() > from) {
                pieces.add(new Piece(text.substring(from, slot.start()), null, 0, 0));
            }
            Matcher range = RANGE.matcher(slot.group(1));
            pieces.add(
                    range.matches()
                            ? new Piece(
                                    null,
                                    null,
                                    Integer.parseInt(range.group(1)),
                                    Integer.parseInt(range.group(2)))
                            : new Piece(null, slot.group(1), 0, 0));
            from = slot.end();
        }
        if (from < text.length()) {
            pieces.add(new Piece(text.substring(from), null, 0, 0));
        }
        return new Template(List.copyOf(pieces));
    }

    /** Something that a group says, without marks. */
    String say(String family, Chance chance) {
        List<Template> templates = families.get(family);
        if (templates == null) {
            throw new IllegalArgumentException("phrases.yaml has no family " + family);
        }
        return unmarked(fill(chance.pick(templates), chance));
    }

    /** Templates that say the same thing in other words. */
    List<Template> advertisement(Chance chance) {
        return chance.pick(ads);
    }

    /** An insult, with marks around what an evader would disguise. */
    String insult(Chance chance) {
        return fill(chance.pick(abuse), chance);
    }

    /** What somebody repeats who floods a group. */
    String flood(Chance chance) {
        return unmarked(fill(chance.pick(floods), chance));
    }

    /** A template with its slots filled, marks left in. */
    String fill(Template template, Chance chance) {
        StringBuilder text = new StringBuilder();
        fill(template, chance, text, 0);
        return text.toString();
    }

    private void fill(Template template, Chance chance, StringBuilder text, int depth) {
        for (Piece piece : template.pieces()) {
            if (piece.text() != null) {
                text.append(piece.text());
            } else if (piece.slot() == null) {
                text.append(chance.between(piece.low(), piece.high()));
            } else {
                List<Template> fillings = slots.get(piece.slot());
                if (fillings == null || depth == MAX_DEPTH) {
                    throw new IllegalStateException(
                            "phrases.yaml: no slot " + piece.slot() + ", or it contains itself");
                }
                fill(chance.pick(fillings), chance, text, depth + 1);
            }
        }
    }

    /** Without the marks. */
    static String unmarked(String marked) {
        return marked.indexOf('<') < 0 ? marked : marked.replace("<", "").replace(">", "");
    }
}
