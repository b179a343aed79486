package io.qundun.udfs.policy;

import io.qundun.udfs.activity.GradeTable;
import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.measure.MeasureTable;

/**
 * The tables of one policy version, for jobs that do not judge messages. Immutable, thread-safe.
 *
 * @param packId the pack
 * @param version its version
 * @param appeal where a person concerned can appeal (申诉); empty when the pack does not say
 * @param grades of groups (分级分类)
 * @param credit of users (信用等级)
 * @param measures on both (处置措施)
 */
public record PolicyTables(
        String packId,
        long version,
        String appeal,
        GradeTable grades,
        CreditTable credit,
        MeasureTable measures) {

    /**
     * Reads {@code policy.yaml} alone.
     *
     * @throws InvalidPolicyException with all defects when there is any
     */
    public static PolicyTables read(String document) throws InvalidPolicyException {
        Defects defects = new Defects();
        PolicyDocument read = PolicyDocument.read(document, defects);
        defects.throwIfAny();
        return read.tables();
    }
}
