package io.qundun.udfs.policy;

import io.qundun.udfs.measure.MeasureTable;
import java.util.List;

/** Reads {@code measures} of {@code policy.yaml}. */
final class MeasureSection {
    static final String KEY = "measures";

    private MeasureSection() {}

    /**
     * The table; {@link MeasureTable#NONE} when the pack has none.
     *
     * @param top of the file
     * @param categories declared by the pack
     */
    static MeasureTable read(YamlMapping top, List<Category> categories) {
        return MeasureTable.NONE;
    }
}
