package io.qundun.jobs.credit;

import io.qundun.jobs.runtime.verdict.JudgedMessage;
import io.qundun.udfs.credit.Days;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * What a verdict means to its sender's ledger. Most mean only that the sender was active on a day;
 * of those one a user and day goes on, as far as a small memory reaches. The memory is in no
 * checkpoint and needs not be: what it holds back was sent on before, so the checkpoint that has
 * this verdict behind it has that one too.
 */
final class LedgerInputFunction extends RichFlatMapFunction<JudgedMessage, LedgerInput> {

    private static final long serialVersionUID = 1L;

    private static final int REMEMBERED = 1 << 14;

    private transient String[] users;
    private transient int[] days;
    private transient long[] versions;

    @Override
    public void open(OpenContext context) {
        users = new String[REMEMBERED];
        days = new int[REMEMBERED];
        versions = new long[REMEMBERED];
    }

    @Override
    public void flatMap(JudgedMessage judged, Collector<LedgerInput> out) {
        long time = timeOf(judged);
        boolean refused = judged.action.equals("refuse");
        boolean bears = refused || judged.isFlagged() || judged.reverses != null;
        if (!bears && isRemembered(judged.senderId, Days.of(time), judged.policyVersion)) {
            return;
        }
        LedgerInput input = new LedgerInput();
        input.userId = judged.senderId;
        input.time = time;
        input.policyVersion = judged.policyVersion;
        input.active = !refused;
        input.verdict = bears ? judged : null;
        out.collect(input);
    }

    /**
     * When the message counts as written: its event time, but at most a day before the broker had
     * it, or whoever set their clock back would have their points lapse at once.
     */
    static long timeOf(JudgedMessage judged) {
        return Math.max(judged.eventTime, judged.recordTime - Days.MILLIS);
    }

    private boolean isRemembered(String user, int day, long version) {
        int hash = user.hashCode() + day;
        int slot = (hash ^ hash >>> 14) & (REMEMBERED - 1);
        if (day == days[slot] && version == versions[slot] && user.equals(users[slot])) {
            return true;
        }
        users[slot] = user;
        days[slot] = day;
        versions[slot] = version;
        return false;
    }
}
