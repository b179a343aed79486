package io.qundun.deploy.backend;

import io.qundun.schemas.EnforcementCommand;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

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
                case "remove" -> 1;
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
        return command.getSubjectType().equals(MESSAGE)
                && switch (command.getAction()) {
                    case "remove", "refuse", "restore" -> true;
                    default -> false;
                };
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
