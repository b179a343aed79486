package io.qundun.jobs.activity;

import static io.qundun.jobs.activity.Inputs.DAY;
import static io.qundun.jobs.activity.Inputs.MINUTE;
import static io.qundun.jobs.activity.Inputs.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a group takes in state, in bytes of its serialized values, the keys not counted: after a
 * busy week (every sender writes 20 times a day at random minutes), and a week of silence later.
 */
class StateSizeTest {

    @ParameterizedTest
    @CsvSource({"0, 63, 63", "10, 7009, 142", "1000, 185310, 149"})
    void aGroupTakesWhatIsStated(int senders, long busy, long silent) throws Exception {
        Random random = new Random(1);
        try (ActivityHarness harness = new ActivityHarness(1)) {
            harness.release(Inputs.tables(1));
            harness.take(Inputs.event("g", "e", "created", "u0", START));
            long minutes = 7 * 24 * 60;
            long messages = senders * 20L * 7;
            long sent = 0;
            for (long minute = 0; minute < minutes; minute++) {
                for (; sent * minutes < messages * minute; sent++) {
                    String user = "u" + random.nextInt(senders);
                    harness.take(Inputs.message("g", "m" + sent, user, START + minute * MINUTE));
                }
                harness.advance(START + minute * MINUTE);
                harness.activities.clear();
            }
            harness.advance(START + 7 * DAY);
            long inUse = harness.stateBytes("g");
            harness.advance(START + 15 * DAY);
            long inSilence = harness.stateBytes("g");
            System.out.printf(
                    "%d senders: %d bytes after a busy week, %d in silence%n",
                    senders, inUse, inSilence);

            assertThat(inUse).isCloseTo(busy, withinPercentage(3));
            assertThat(inSilence).isCloseTo(silent, withinPercentage(3));
        }
    }
}
