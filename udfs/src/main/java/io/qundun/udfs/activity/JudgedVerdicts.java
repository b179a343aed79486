package io.qundun.udfs.activity;

import io.qundun.udfs.decision.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts on one message and what people decided on them. How the message stands does not
 * depend on the order in which they came: verdicts that another one reverses or a person overturned
 * are dropped, then the strictest action stands, then the highest policy version; of several
 * decisions on a verdict the latest stands, then the greater hash. When none is left the message
 * stands as if it had been allowed. Mutable, for one thread.
 */
public final class JudgedVerdicts {

    private static final int FORMAT = 1;

    private final List<Verdict> verdicts = new ArrayList<>(1);
    private final List<Decision> decisions = new ArrayList<>(0);
    private final int minute;

    /**
     * One verdict.
     *
     * @param id its hash
     * @param action what it says
     * @param policyVersion of the policy that judged
     * @param reverses hash of the verdict that it takes back; 0 for none
     * @param categories of what was found
     */
    public record Verdict(
            long id, Action action, long policyVersion, long reverses, List<String> categories) {}

    /**
     * One decision.
     *
     * @param verdict hash of the verdict that it is about
     * @param id its hash
     * @param time when it was made, epoch milliseconds
     * @param overturned whether it takes the verdict back
     */
    public record Decision(long verdict, long id, long time, boolean overturned) {

        private boolean outweighs(Decision other) {
            return time != other.time ? time > other.time : id > other.id;
        }
    }

    /** Of a message without verdicts. */
    public JudgedVerdicts(int minute) {
        this.minute = minute;
    }

    /** The minute of the message, since 1970. */
    public int minute() {
        return minute;
    }

    /** One more verdict; one that is known changes nothing. */
    public void add(Verdict verdict) {
        for (Verdict known : verdicts) {
            if (known.id() == verdict.id()) {
                return;
            }
        }
        verdicts.add(verdict);
    }

    /** One more decision; one that is known, or outweighed by another, changes nothing. */
    public void add(Decision decision) {
        for (int i = 0; i < decisions.size(); i++) {
            Decision known = decisions.get(i);
            if (known.verdict() == decision.verdict()) {
                if (decision.outweighs(known)) {
                    decisions.set(i, decision);
                }
                return;
            }
        }
        decisions.add(decision);
    }

    /** How the message stands. */
    public Standing standing() {
        Verdict strictest = null;
        for (Verdict verdict : verdicts) {
            if (!reversed(verdict) && !overturned(verdict)) {
                strictest = strictest == null ? verdict : stricter(strictest, verdict);
            }
        }
        if (strictest == null || strictest.action() == Action.ALLOW) {
            return Standing.ALLOWED;
        }
        return new Standing(strictest.action(), strictest.categories());
    }

    private boolean reversed(Verdict verdict) {
        for (Verdict other : verdicts) {
            if (other.reverses() != 0 && other.reverses() == verdict.id()) {
                return true;
            }
        }
        return false;
    }

    private boolean overturned(Verdict verdict) {
        for (Decision decision : decisions) {
            if (decision.verdict() == verdict.id()) {
                return decision.overturned();
            }
        }
        return false;
    }

    private static Verdict stricter(Verdict a, Verdict b) {
        int order = a.action().compareTo(b.action());
        if (order == 0) {
            order = Long.compare(a.policyVersion(), b.policyVersion());
        }
        if (order == 0) {
            order = Long.compare(a.id(), b.id());
        }
        return order >= 0 ? a : b;
    }

    /** To be kept. */
    public byte[] encode(BinaryOutput out) {
        out.begin(FORMAT).number(minute).number(verdicts.size());
        for (Verdict verdict : verdicts) {
            out.hash(verdict.id())
                    .number(code(verdict.action()))
                    .number(verdict.policyVersion())
                    .hash(verdict.reverses())
                    .number(verdict.categories().size());
            for (String category : verdict.categories()) {
                out.text(category);
            }
        }
        out.number(decisions.size());
        for (Decision decision : decisions) {
            out.hash(decision.verdict())
                    .hash(decision.id())
                    .number(decision.time())
                    .number(decision.overturned() ? 1 : 0);
        }
        return out.toByteArray();
    }

    /** As it was kept. */
    public static JudgedVerdicts decode(byte[] bytes, BinaryInput in) {
        in.begin("a judged message", bytes, FORMAT);
        JudgedVerdicts judged = new JudgedVerdicts(in.small());
        for (int n = in.small(); n > 0; n--) {
            long id = in.hash();
            Action action = action(in.small());
            long policyVersion = in.number();
            long reverses = in.hash();
            int size = in.small();
            List<String> categories = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                categories.add(in.text());
            }
            judged.verdicts.add(new Verdict(id, action, policyVersion, reverses, categories));
        }
        for (int n = in.small(); n > 0; n--) {
            judged.decisions.add(new Decision(in.hash(), in.hash(), in.number(), in.number() != 0));
        }
        return judged;
    }

    static int code(Action action) {
        return switch (action) {
            case ALLOW -> 0;
            case REVIEW -> 1;
            case REMOVE -> 2;
            case REFUSE -> 3;
        };
    }

    static Action action(int code) {
        return switch (code) {
            case 0 -> Action.ALLOW;
            case 1 -> Action.REVIEW;
            case 2 -> Action.REMOVE;
            case 3 -> Action.REFUSE;
            default -> throw new IllegalStateException("no action has the number " + code);
        };
    }
}
