package io.qundun.deploy.bench.judged;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** How people write single Chinese characters who do not want them found: a table by hand. */
final class CharacterForms {

    /** The columns of the table after the character. */
    enum Form {
        SOUND,
        NEAR_SOUND,
        SHAPE,
        RADICAL,
        PARTS,
        MARTIAN,
        EMOJI
    }

    private final Map<String, Map<Form, List<String>>> forms = new HashMap<>();

    CharacterForms(List<String> lines) {
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            Map<Form, List<String>> byForm =
                    forms.computeIfAbsent(columns[0], k -> new EnumMap<>(Form.class));
            for (Form form : Form.values()) {
                String cell = columns[form.ordinal() + 1];
                List<String> others =
                        cell.equals("-")
                                ? List.of()
                                : form == Form.PARTS
                                        ? List.of(cell.split(" ", -1))
                                        : cell.codePoints()
                                                .mapToObj(Character::toString)
                                                .collect(Collectors.toList());
                byForm.putIfAbsent(form, others);
            }
        }
    }

    /** So many characters of a term in another form; empty when there are not so many. */
    String spell(String term, Form form, int count, RandomGenerator random) {
        List<String> characters = new ArrayList<>();
        term.codePoints().forEach(c -> characters.add(Character.toString(c)));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < characters.size(); i++) {
            if (!of(characters.get(i), form).isEmpty()) {
                places.add(i);
            }
        }
        if (places.size() < count) {
            return "";
        }
        for (int k = 0; k < count; k++) {
            int place = places.remove(random.nextInt(places.size()));
            List<String> others = of(characters.get(place), form);
            characters.set(place, others.get(random.nextInt(others.size())));
        }
        return String.join("", characters);
    }

    private List<String> of(String character, Form form) {
        Map<Form, List<String>> byForm = forms.get(character);
        return byForm == null ? List.of() : byForm.getOrDefault(form, List.of());
    }
}
