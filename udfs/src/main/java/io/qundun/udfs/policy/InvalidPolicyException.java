package io.qundun.udfs.policy;

import java.util.List;

/** A policy pack that cannot be used, with everything that is wrong with it. */
public final class InvalidPolicyException extends Exception {
    private static final int SHOWN = 20;

    private final List<PolicyDefect> defects;

    /**
     * An exception for these defects.
     *
     * @param defects at least one
     */
    public InvalidPolicyException(List<PolicyDefect> defects) {
        super(describe(defects));
        this.defects = List.copyOf(defects);
    }

    /** All defects, by file and line. */
    public List<PolicyDefect> defects() {
        return defects;
    }

    private static String describe(List<PolicyDefect> defects) {
        StringBuilder out = new StringBuilder();
        out.append(defects.size()).append(defects.size() == 1 ? " defect" : " defects");
        out.append(" in the policy pack");
        for (int i = 0; i < Math.min(SHOWN, defects.size()); i++) {
            out.append('\n').append(defects.get(i));
        }
        if (defects.size() > SHOWN) {
            out.append("\n… and ").append(defects.size() - SHOWN).append(" more");
        }
        return out.toString();
    }
}
