package io.qundun.udfs.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with a pack, so that one check tells everything. Not thread-safe. */
final class Defects {
    private static final Comparator<PolicyDefect> BY_PLACE =
            Comparator.comparing(PolicyDefect::file).thenComparingInt(PolicyDefect::line);

    private final List<PolicyDefect> found = new ArrayList<>();

    void add(String file, int line, String message) {
        found.add(new PolicyDefect(file, line, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() throws InvalidPolicyException {
        if (!found.isEmpty()) {
            List<PolicyDefect> sorted = new ArrayList<>(found);
            sorted.sort(BY_PLACE);
            throw new InvalidPolicyException(sorted);
        }
    }
}
