package io.qundun.deploy.scan;

import io.qundun.deploy.traffic.UnreadableLineException;
import io.qundun.deploy.traffic.UnreadableLineException.Code;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.SenderFacts;
import java.util.Map;

/**
 * Turns what a line says of sender and group into facts. What is not said is neutral; a name that
 * no rule can ask for is refused, since a mistyped one would silently be neutral.
 */
final class ContextReader {

    private ContextReader() {}

    static SenderFacts sender(Map<String, Object> given) throws UnreadableLineException {
        SenderFacts neutral = SenderFacts.NEUTRAL;
        if (given.isEmpty()) {
            return neutral;
        }
        boolean verified = neutral.verified();
        int level = neutral.level();
        String role = neutral.role();
        boolean muted = neutral.muted();
        int repeats = neutral.repeats();
        int rate = neutral.rate();
        int flagged = neutral.flagged();
        boolean newMember = neutral.newMember();
        for (Map.Entry<String, Object> variable : given.entrySet()) {
            String path = "sender." + variable.getKey();
            Object value = variable.getValue();
            switch (variable.getKey()) {
                case "verified" -> verified = bool(path, value);
                case "level" -> level = number(path, value);
                case "role" -> role = text(path, value);
                case "muted" -> muted = bool(path, value);
                case "repeats" -> repeats = number(path, value);
                case "rate" -> rate = number(path, value);
                case "flagged" -> flagged = number(path, value);
                case "newMember" -> newMember = bool(path, value);
                default ->
                        throw unknown(
                                path,
                                "verified, level, role, muted, repeats, rate, flagged, newMember");
            }
        }
        return new SenderFacts(verified, level, role, muted, repeats, rate, flagged, newMember);
    }

    static GroupFacts group(Map<String, Object> given) throws UnreadableLineException {
        GroupFacts neutral = GroupFacts.NEUTRAL;
        if (given.isEmpty()) {
            return neutral;
        }
        int grade = neutral.grade();
        String category = neutral.category();
        int members = neutral.members();
        boolean suspended = neutral.suspended();
        for (Map.Entry<String, Object> variable : given.entrySet()) {
            String path = "group." + variable.getKey();
            Object value = variable.getValue();
            switch (variable.getKey()) {
                case "grade" -> grade = number(path, value);
                case "category" -> category = text(path, value);
                case "members" -> members = number(path, value);
                case "suspended" -> suspended = bool(path, value);
                default -> throw unknown(path, "grade, category, members, suspended");
            }
        }
        return new GroupFacts(grade, category, members, suspended);
    }

    private static boolean bool(String path, Object value) throws UnreadableLineException {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new UnreadableLineException(
                Code.WRONG_TYPE, "\"" + path + "\" must be true or false");
    }

    private static String text(String path, Object value) throws UnreadableLineException {
        if (value instanceof String text) {
            return text;
        }
        throw new UnreadableLineException(Code.WRONG_TYPE, "\"" + path + "\" must be a string");
    }

    private static int number(String path, Object value) throws UnreadableLineException {
        if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new UnreadableLineException(
                Code.WRONG_TYPE,
                "\"" + path + "\" must be a whole number from 0 to " + Integer.MAX_VALUE);
    }

    private static UnreadableLineException unknown(String path, String known) {
        return new UnreadableLineException(
                Code.UNKNOWN_VARIABLE, "\"" + path + "\" is no variable; there are: " + known);
    }
}
