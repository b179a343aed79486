package io.qundun.udfs.credit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A line of a ledger, as far as the score goes.
 *
 * @param entryId equal ids are the same line
 * @param violation what it takes; null for a line that only reverses another
 * @param reverses the line that it takes back, or null
 */
public record LedgerEntry(String entryId, Violation violation, String reverses) {

    /**
     * The violations that count: those of all lines but the reversed ones, each line once, in the
     * order in which they happened. A line is reversed also by one that came before it.
     */
    public static List<Violation> standing(Iterable<LedgerEntry> entries) {
        Map<String, Violation> violations = new HashMap<>();
        Set<String> reversed = new HashSet<>();
        for (LedgerEntry entry : entries) {
            if (entry.violation() != null) {
                violations.put(entry.entryId(), entry.violation());
            }
            if (entry.reverses() != null) {
                reversed.add(entry.reverses());
            }
        }
        violations.keySet().removeAll(reversed);
        List<Violation> standing = new ArrayList<>(violations.values());
        standing.sort(Violation.IN_ORDER);
        return standing;
    }
}
