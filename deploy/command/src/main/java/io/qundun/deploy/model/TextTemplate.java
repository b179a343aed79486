package io.qundun.deploy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A text with choices in it: {@code [one|another|]} is one of these, the last of them nothing;
 * <code>{name}</code> is one of a slot's; <code>{10-99}</code> a number. Choices may hold choices.
 * Immutable.
 */
final class TextTemplate {

    private static final int DEEPEST = 8;

    private final List<Part> parts;

    private TextTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part permits Plain, Choice, Slot, Range {}

    private record Plain(String text) implements Part {}

    private record Choice(List<TextTemplate> choices) implements Part {}

    private record Slot(String name) implements Part {}

    private record Range(int low, int high) implements Part {}

    /**
     * @throws IllegalArgumentException when a bracket is not closed
     */
    static TextTemplate parse(String text) {
        Parser parser = new Parser(text);
        TextTemplate template = parser.sequence();
        if (parser.at < text.length()) {
            throw new IllegalArgumentException(
                    "\"%s\": nothing opens the bracket at character %d"
                            .formatted(text, parser.at + 1));
        }
        return template;
    }

    private static final class Parser {
        private final String text;
        private int at;
        private int depth;

        Parser(String text) {
            this.text = text;
        }

        private TextTemplate sequence() {
            List<Part> parts = new ArrayList<>();
            StringBuilder plain = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at);
                if ((c == ']' || c == '|') && depth > 0) {
                    break;
                }
                if (c != '[' && c != '{' && c != ']') {
                    plain.append(c);
                    at++;
                    continue;
                }
                if (c == ']') {
                    break;
                }
                if (!plain.isEmpty()) {
                    parts.add(new Plain(plain.toString()));
                    plain.setLength(0);
                }
                parts.add(c == '[' ? choice() : slot());
            }
            if (!plain.isEmpty()) {
                parts.add(new Plain(plain.toString()));
            }
            return new TextTemplate(parts);
        }

        private Part choice() {
            int opened = at;
            at++;
            depth++;
            List<TextTemplate> choices = new ArrayList<>();
            while (true) {
                choices.add(sequence());
                if (at >= text.length()) {
                    throw unclosed(opened);
                }
                if (text.charAt(at++) == ']') {
                    depth--;
                    return new Choice(List.copyOf(choices));
                }
            }
        }

        private Part slot() {
            int close = text.indexOf('}', at);
            if (close < 0) {
                throw unclosed(at);
            }
            String name = text.substring(at + 1, close);
            at = close + 1;
            int dash = name.indexOf('-');
            if (dash > 0 && name.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
                return new Range(
                        Integer.parseInt(name.substring(0, dash)),
                        Integer.parseInt(name.substring(dash + 1)));
            }
            return new Slot(name);
        }

        private IllegalArgumentException unclosed(int opened) {
            return new IllegalArgumentException(
                    "\"%s\": the bracket at character %d is not closed"
                            .formatted(text, opened + 1));
        }
    }

    /**
     * @throws IllegalArgumentException when there is no such slot, or slots go round in a circle
     */
    String fill(Map<String, List<TextTemplate>> slots, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        fill(slots, random, out, 0);
        return out.toString();
    }

    private void fill(
            Map<String, List<TextTemplate>> slots,
            SplittableRandom random,
            StringBuilder out,
            int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("slots stand in one another more than 8 deep");
        }
        for (Part part : parts) {
            if (part instanceof Plain plain) {
                out.append(plain.text());
            } else if (part instanceof Choice choice) {
                pick(choice.choices(), random).fill(slots, random, out, depth + 1);
            } else if (part instanceof Range number) {
                out.append(random.nextInt(number.low(), number.high() + 1));
            } else if (part instanceof Slot slot) {
                List<TextTemplate> choices = slots.get(slot.name());
                if (choices == null) {
                    throw new IllegalArgumentException(
                            "there is no slot {%s}; it belongs into slots.txt"
                                    .formatted(slot.name()));
                }
                pick(choices, random).fill(slots, random, out, depth + 1);
            }
        }
    }

    private static TextTemplate pick(List<TextTemplate> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
