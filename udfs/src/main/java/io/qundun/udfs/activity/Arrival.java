package io.qundun.udfs.activity;

import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.List;

/** What came for a minute that is still open. */
public sealed interface Arrival {

    /** The newest format; it is the same for both kinds. */
    int FORMAT = 1;

    /** The minute that it counts in, since 1970. */
    int minute();

    /** To be kept until the minute closes. */
    byte[] encode(BinaryOutput out);

    /**
     * A verdict on a message.
     *
     * @param minute of the message
     * @param message its hash
     * @param sender hash of who wrote it
     * @param verdict what was decided
     */
    record Message(int minute, long message, long sender, JudgedVerdicts.Verdict verdict)
            implements Arrival {

        /** Whether the verdict matters beyond saying that the message is there. */
        public boolean isNotable() {
            return verdict.action() != Action.ALLOW || verdict.reverses() != 0;
        }

        @Override
        public byte[] encode(BinaryOutput out) {
            out.begin(FORMAT).number(isNotable() ? NOTABLE : ALLOWED).number(minute);
            out.hash(message).hash(sender).number(verdict.policyVersion());
            if (isNotable()) {
                out.hash(verdict.id())
                        .number(JudgedVerdicts.code(verdict.action()))
                        .hash(verdict.reverses())
                        .number(verdict.categories().size());
                for (String category : verdict.categories()) {
                    out.text(category);
                }
            }
            return out.toByteArray();
        }
    }

    /**
     * A group event.
     *
     * @param time when it happened, epoch milliseconds
     * @param id its id
     * @param type what happened
     * @param user hash of the account concerned; 0 for none
     * @param category of the group, for those types that set it; else empty
     */
    record Event(long time, String id, GroupEventType type, long user, String category)
            implements Arrival {

        @Override
        public int minute() {
            return Math.toIntExact(Math.floorDiv(time, WindowSpan.MINUTE.bucketMillis()));
        }

        @Override
        public byte[] encode(BinaryOutput out) {
            return out.begin(FORMAT)
                    .number(EVENT)
                    .number(time)
                    .text(id)
                    .number(type.number())
                    .hash(user)
                    .text(category)
                    .toByteArray();
        }
    }

    /** A plain allowed message. */
    int ALLOWED = 0;

    /** Any other verdict. */
    int NOTABLE = 1;

    /** A group event. */
    int EVENT = 2;

    /** As it was kept. */
    static Arrival decode(byte[] bytes, BinaryInput in) {
        in.begin("an arrival", bytes, FORMAT);
        int kind = in.small();
        return switch (kind) {
            case ALLOWED -> {
                int minute = in.small();
                long message = in.hash();
                long sender = in.hash();
                yield new Message(
                        minute,
                        message,
                        sender,
                        new JudgedVerdicts.Verdict(0, Action.ALLOW, in.number(), 0, List.of()));
            }
            case NOTABLE -> notable(in);
            case EVENT ->
                    new Event(
                            in.number(),
                            in.text(),
                            GroupEventType.numbered(in.small()),
                            in.hash(),
                            in.text());
            default -> throw new IllegalStateException("no arrival is of kind " + kind);
        };
    }

    private static Message notable(BinaryInput in) {
        int minute = in.small();
        long message = in.hash();
        long sender = in.hash();
        long policyVersion = in.number();
        long id = in.hash();
        Action action = JudgedVerdicts.action(in.small());
        long reverses = in.hash();
        int size = in.small();
        List<String> categories = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            categories.add(in.text());
        }
        return new Message(
                minute,
                message,
                sender,
                new JudgedVerdicts.Verdict(id, action, policyVersion, reverses, categories));
    }
}
