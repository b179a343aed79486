package io.qundun.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What versions of one record owe each other. */
enum HistoryRule {
    /** Every version reads what all earlier ones wrote: consumers are upgraded first. */
    BACKWARD_TRANSITIVE,
    /** Besides, every version is read by all earlier ones: backends upgrade when they like. */
    FULL_TRANSITIVE;

    private static final Set<String> ENFORCEMENT =
            Set.of("EnforcementCommand", "CommandAck", "EnforcementState");

    static HistoryRule of(Schema schema) {
        return ENFORCEMENT.contains(schema.getName()) ? FULL_TRANSITIVE : BACKWARD_TRANSITIVE;
    }

    /** What is wrong with these versions of one record, oldest first; empty when nothing is. */
    List<String> findings(List<Schema> versions) {
        List<String> findings = new ArrayList<>();
        for (int newer = 1; newer < versions.size(); newer++) {
            for (int older = 0; older < newer; older++) {
                check(versions, newer, older, findings);
                if (this == FULL_TRANSITIVE) {
                    check(versions, older, newer, findings);
                }
            }
        }
        return findings;
    }

    private void check(List<Schema> versions, int reader, int writer, List<String> findings) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(
                        versions.get(reader), versions.get(writer));
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            pair.getResult()
                    .getIncompatibilities()
                    .forEach(
                            difference ->
                                    findings.add(
                                            String.format(
                                                    "%s: version %d cannot read version %d (%s):"
                                                            + " %s at %s: %s",
                                                    versions.get(reader).getName(),
                                                    reader + 1,
                                                    writer + 1,
                                                    this,
                                                    difference.getType(),
                                                    difference.getLocation(),
                                                    difference.getMessage())));
        }
    }
}
