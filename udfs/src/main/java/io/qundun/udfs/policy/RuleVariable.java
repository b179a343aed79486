package io.qundun.udfs.policy;

import io.qundun.udfs.credit.ServiceLevel;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;

/**
 * One variable that rules may ask about: its name, its type, its value in the facts, and whether
 * that value is the one it has when nothing is known.
 *
 * @param name the dotted name
 * @param subject what it speaks of
 * @param category the category index, or -1 when it speaks of none
 */
record RuleVariable(String name, Subject subject, int category) {
    /** What speaks of a category has its bit by category. */
    private static final int NO_BIT = -1;

    /** A rate without a limit. */
    private static final long UNLIMITED = Integer.MAX_VALUE;

    // What the level allows follows from the level.
    private static final int LEVEL_BITS =
            bit(Subject.SENDER_LEVEL)
                    | bit(Subject.SERVICES_POST_RATE)
                    | bit(Subject.SERVICES_LINKS)
                    | bit(Subject.SERVICES_MAY_CREATE)
                    | bit(Subject.SERVICES_MAY_MANAGE);

    /** Types, as CEL knows them. */
    enum Type {
        INT,
        DOUBLE,
        BOOL,
        STRING
    }

    /** What a variable speaks of. The first four exist for every category. */
    enum Subject {
        KEYWORD("keyword", Type.INT, RuleVariable.NO_BIT),
        SUSPECT("suspect", Type.INT, RuleVariable.NO_BIT),
        SEVERITY("severity", Type.INT, RuleVariable.NO_BIT),
        SCORE("score", Type.DOUBLE, RuleVariable.NO_BIT),
        MESSAGE_KIND("message.kind", Type.STRING, 0),
        MESSAGE_LENGTH("message.length", Type.INT, 1),
        MESSAGE_LANGUAGE("message.language", Type.STRING, 2),
        MESSAGE_LINKS("message.links", Type.INT, 3),
        MESSAGE_CONTACTS("message.contacts", Type.INT, 4),
        MESSAGE_MENTIONS("message.mentions", Type.INT, 5),
        SENDER_VERIFIED("sender.verified", Type.BOOL, 6),
        SENDER_LEVEL("sender.level", Type.INT, 7),
        SENDER_ROLE("sender.role", Type.STRING, 8),
        SENDER_MUTED("sender.muted", Type.BOOL, 9),
        SENDER_REPEATS("sender.repeats", Type.INT, 10),
        SENDER_RATE("sender.rate", Type.INT, 11),
        SENDER_FLAGGED("sender.flagged", Type.INT, 12),
        SENDER_NEW_MEMBER("sender.newMember", Type.BOOL, 13),
        GROUP_GRADE("group.grade", Type.INT, 14),
        GROUP_CATEGORY("group.category", Type.STRING, 15),
        GROUP_MEMBERS("group.members", Type.INT, 16),
        GROUP_SUSPENDED("group.suspended", Type.BOOL, 17),
        SERVICES_POST_RATE("sender.services.postRate", Type.INT, 18),
        SERVICES_LINKS("sender.services.links", Type.BOOL, 19),
        SERVICES_MAY_CREATE("sender.services.mayCreate", Type.BOOL, 20),
        SERVICES_MAY_MANAGE("sender.services.mayManage", Type.BOOL, 21);

        private final String label;
        private final Type type;
        private final int bit;

        Subject(String label, Type type, int bit) {
            this.label = label;
            this.type = type;
            this.bit = bit;
        }

        String label() {
            return label;
        }

        boolean isByCategory() {
            return bit == RuleVariable.NO_BIT;
        }
    }

    Type type() {
        return subject.type;
    }

    /** Whether there is no neutral value: every message has a length and a language. */
    boolean isAlwaysSignal() {
        return subject == Subject.MESSAGE_LENGTH || subject == Subject.MESSAGE_LANGUAGE;
    }

    /** The value of an INT variable. */
    long integer(Facts facts) {
        Analysis analysis = facts.analysis();
        return switch (subject) {
            case KEYWORD -> at(analysis.keywords());
            case SUSPECT -> at(analysis.suspects());
            case SEVERITY -> at(analysis.severities());
            case MESSAGE_LENGTH -> analysis.length();
            case MESSAGE_LINKS -> analysis.links();
            case MESSAGE_CONTACTS -> analysis.contacts();
            case MESSAGE_MENTIONS -> facts.message().mentions();
            case SENDER_LEVEL -> facts.sender().level();
            case SENDER_REPEATS -> facts.sender().repeats();
            case SENDER_RATE -> facts.sender().rate();
            case SENDER_FLAGGED -> facts.sender().flagged();
            case SERVICES_POST_RATE -> postRate(facts.services());
            case GROUP_GRADE -> facts.group().grade();
            case GROUP_MEMBERS -> facts.group().members();
            default -> throw new IllegalStateException(name + " is no int");
        };
    }

    private static long postRate(ServiceLevel services) {
        return services.postRate() == null ? UNLIMITED : services.postRate();
    }

    /** The value of a DOUBLE variable; 0 when no model speaks of the category. */
    double decimal(Facts facts) {
        double[] scores = facts.analysis().scores();
        if (scores.length == 0) {
            return 0;
        }
        double score = scores[category];
        return Double.isNaN(score) ? 0 : score;
    }

    /** The value of a BOOL variable. */
    boolean bool(Facts facts) {
        SenderFacts sender = facts.sender();
        return switch (subject) {
            case SENDER_VERIFIED -> sender.verified();
            case SENDER_MUTED -> sender.muted();
            case SENDER_NEW_MEMBER -> sender.newMember();
            case SERVICES_LINKS -> facts.services().links();
            case SERVICES_MAY_CREATE -> facts.services().mayCreate();
            case SERVICES_MAY_MANAGE -> facts.services().mayManage();
            case GROUP_SUSPENDED -> facts.group().suspended();
            default -> throw new IllegalStateException(name + " is no bool");
        };
    }

    /** The value of a STRING variable. */
    String string(Facts facts) {
        return switch (subject) {
            case MESSAGE_KIND -> facts.message().kind();
            case MESSAGE_LANGUAGE -> facts.analysis().language();
            case SENDER_ROLE -> facts.sender().role();
            case GROUP_CATEGORY -> facts.group().category();
            default -> throw new IllegalStateException(name + " is no string");
        };
    }

    /** The value as CEL takes it. */
    Object value(Facts facts) {
        return switch (type()) {
            case INT -> (Object) integer(facts);
            case DOUBLE -> decimal(facts);
            case BOOL -> bool(facts);
            case STRING -> string(facts);
        };
    }

    /** The bits of the fixed variables whose value is not neutral. */
    static int signals(
            Analysis analysis, MessageFacts message, SenderFacts sender, GroupFacts group) {
        int bits = bit(Subject.MESSAGE_LENGTH) | bit(Subject.MESSAGE_LANGUAGE);
        if (analysis.links() != 0) {
            bits |= bit(Subject.MESSAGE_LINKS);
        }
        if (analysis.contacts() != 0) {
            bits |= bit(Subject.MESSAGE_CONTACTS);
        }
        if (!message.kind().equals(MessageFacts.TEXT)) {
            bits |= bit(Subject.MESSAGE_KIND);
        }
        if (message.mentions() != 0) {
            bits |= bit(Subject.MESSAGE_MENTIONS);
        }
        return bits | senderSignals(sender) | groupSignals(group);
    }

    private static int senderSignals(SenderFacts sender) {
        return (sender.verified() ? 0 : bit(Subject.SENDER_VERIFIED))
                | (sender.level() == SenderFacts.NEUTRAL_LEVEL ? 0 : LEVEL_BITS)
                | (sender.role().equals(SenderFacts.MEMBER) ? 0 : bit(Subject.SENDER_ROLE))
                | (sender.muted() ? bit(Subject.SENDER_MUTED) : 0)
                | (sender.repeats() == 0 ? 0 : bit(Subject.SENDER_REPEATS))
                | (sender.rate() == 0 ? 0 : bit(Subject.SENDER_RATE))
                | (sender.flagged() == 0 ? 0 : bit(Subject.SENDER_FLAGGED))
                | (sender.newMember() ? bit(Subject.SENDER_NEW_MEMBER) : 0);
    }

    private static int groupSignals(GroupFacts group) {
        return (group.grade() == GroupFacts.NEUTRAL_GRADE ? 0 : bit(Subject.GROUP_GRADE))
                | (group.category().isEmpty() ? 0 : bit(Subject.GROUP_CATEGORY))
                | (group.members() == 0 ? 0 : bit(Subject.GROUP_MEMBERS))
                | (group.suspended() ? bit(Subject.GROUP_SUSPENDED) : 0);
    }

    static int bit(Subject subject) {
        return 1 << subject.bit;
    }

    private int at(int[] counts) {
        return counts.length == 0 ? 0 : counts[category];
    }
}
