package io.qundun.udfs.policy;

import io.qundun.udfs.activity.GradeTable;
import java.util.List;

/** Reads {@code grades} of {@code policy.yaml}. */
final class GradeSection {
    static final String KEY = "grades";

    private GradeSection() {}

    /**
     * The table; {@link GradeTable#NONE} when the pack has none.
     *
     * @param top of the file
     * @param categories declared by the pack
     */
    static GradeTable read(YamlMapping top, List<Category> categories) {
        return GradeTable.NONE;
    }
}
