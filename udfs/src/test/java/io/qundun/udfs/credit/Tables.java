package io.qundun.udfs.credit;

import java.util.List;

/** A table with short spans, so that a few days show everything. */
final class Tables {
    static final CreditTable SHORT =
            new CreditTable(
                    50,
                    List.of(
                            new CreditTable.Points(1, 4, 6, 8, 4),
                            new CreditTable.Points(2, 10, 15, 20, 7),
                            new CreditTable.Points(3, 21, 30, 40, 12)),
                    3,
                    List.of(
                            new CreditTable.Repetition(1, 100),
                            new CreditTable.Repetition(2, 150),
                            new CreditTable.Repetition(4, 200)),
                    3,
                    2,
                    3,
                    List.of(
                            new ServiceLevel(1, 0, 0, 3, false, false, false),
                            new ServiceLevel(2, 10, 0, 5, false, false, true),
                            new ServiceLevel(3, 25, 0, 10, true, true, true),
                            new ServiceLevel(4, 40, 3, 20, true, true, true),
                            new ServiceLevel(5, 48, 6, null, true, true, true)));

    private Tables() {}
}
