package io.qundun.udfs.policy;

import io.qundun.udfs.credit.CreditTable;
import java.util.List;

/** Reads {@code credit} of {@code policy.yaml}. */
final class CreditSection {
    static final String KEY = "credit";

    private CreditSection() {}

    /**
     * The table; {@link CreditTable#NONE} when the pack has none.
     *
     * @param top of the file
     * @param categories declared by the pack
     */
    static CreditTable read(YamlMapping top, List<Category> categories) {
        return CreditTable.NONE;
    }
}
