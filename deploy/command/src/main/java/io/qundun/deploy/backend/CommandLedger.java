package io.qundun.deploy.backend;

import io.qundun.schemas.ActiveMeasure;
import io.qundun.schemas.EnforcementCommand;
import io.qundun.schemas.EnforcementState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a chat backend keeps of enforcement commands: the last one applied to each subject. Commands
 * can come twice and in any order; only a higher sequence changes a subject, so every order of the
 * same commands ends in the same state.
 *
 * <p>Grows with the subjects that were ever commanded. A real backend keeps the sequence beside the
 * message, user or group in its own database and writes both in one transaction. For one thread.
 */
public final class CommandLedger {

    private static final String MESSAGE = "message";
    private static final String USER = "user";
    private static final String GROUP = "group";

    /** States of a measure that does not hold, or not yet; any other is one that does. */
    private static final Set<String> NOT_IN_FORCE =
            Set.of(
                    "waiting",
                    "lifting",
                    "lifting-escalated",
                    "lifted",
                    "reversing",
                    "reversing-escalated",
                    "reversed",
                    "forgotten");

    // Two runs can decide differently under one sequence: then the stricter one stands.
    private static final Comparator<Applied> ORDER =
            Comparator.comparingLong(Applied::sequence)
                    .thenComparingInt(Applied::strictness)
                    .thenComparing(Applied::commandId);

    private final Map<String, Applied> bySubject = new HashMap<>();

    /** The last command applied to a subject. */
    public record Applied(String commandId, String action, long sequence) {
        private int strictness() {
            return switch (action) {
                case "refuse" -> 2;
                case "remove", "mute", "suspend" -> 1;
                default -> 0;
            };
        }
    }

    /** What became of a command. */
    public enum Outcome {
        /** It changed the subject, or had changed it before. */
        APPLIED("applied", ""),
        /** A later command was applied already. */
        OUTDATED("refused", "a command with a higher sequence was applied before"),
        /** Nothing is known of such an action or subject. */
        NOT_UNDERSTOOD("refused", "unknown subject type or action");

        private final String state;
        private final String detail;

        Outcome(String state, String detail) {
            this.state = state;
            this.detail = detail;
        }

        /** As acknowledgements write it. */
        public String state() {
            return state;
        }

        /** Why, unless applied. */
        public String detail() {
            return detail;
        }
    }

    /** Applies a command, once. */
    public Outcome apply(EnforcementCommand command) {
        if (!isUnderstood(command)) {
            return Outcome.NOT_UNDERSTOOD;
        }
        String subject = command.getSubjectType() + "/" + command.getSubjectId();
        Applied last = bySubject.get(subject);
        Applied next =
                new Applied(command.getCommandId(), command.getAction(), command.getSequence());
        if (last != null && ORDER.compare(next, last) <= 0) {
            return next.equals(last) ? Outcome.APPLIED : Outcome.OUTDATED;
        }
        bySubject.put(subject, next);
        return Outcome.APPLIED;
    }

    private static boolean isUnderstood(EnforcementCommand command) {
        return switch (command.getSubjectType()) {
            case MESSAGE ->
                    switch (command.getAction()) {
                        case "remove", "refuse", "restore" -> true;
                        default -> false;
                    };
            case USER ->
                    switch (command.getAction()) {
                        case "mute", "unmute" -> true;
                        default -> false;
                    };
            case GROUP ->
                    switch (command.getAction()) {
                        case "suspend", "resume" -> true;
                        default -> false;
                    };
            default -> false;
        };
    }

    /**
     * Takes over a subject's whole state, as a backend does that starts late or has lost its
     * memory; what is older than commands that were applied already changes nothing.
     */
    public void adopt(EnforcementState state) {
        boolean user = state.getSubjectType().equals(USER);
        boolean inForce = false;
        for (ActiveMeasure measure : state.getMeasures()) {
            inForce |= measure.getEndedAt() == null && !NOT_IN_FORCE.contains(measure.getState());
        }
        String action = inForce ? user ? "mute" : "suspend" : user ? "unmute" : "resume";
        String subject = state.getSubjectType() + "/" + state.getSubjectId();
        Applied last = bySubject.get(subject);
        if (last == null || state.getSequence() >= last.sequence()) {
            // Without a command's id: should the command come as well, it is applied once more.
            bySubject.put(subject, new Applied("", action, state.getSequence()));
        }
    }

    /** The job keeps nothing of this subject any more: no measure holds. */
    public void forget(String subject) {
        bySubject.remove(subject);
    }

    /** Whether the user may not publish. */
    public boolean isMuted(String userId) {
        Applied last = bySubject.get(USER + "/" + userId);
        return last != null && last.action().equals("mute");
    }

    /** Whether nobody may publish in the group. */
    public boolean isSuspended(String groupId) {
        Applied last = bySubject.get(GROUP + "/" + groupId);
        return last != null && last.action().equals("suspend");
    }

    /** Whether the group sees the message. */
    public boolean isVisible(String messageId) {
        Applied last = bySubject.get(MESSAGE + "/" + messageId);
        return last == null || last.action().equals("restore");
    }

    /** The last command of each subject, by type and id: {@code message/m1}. */
    public Map<String, Applied> state() {
        return Map.copyOf(bySubject);
    }
}
