package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.MessageReference;
import io.qundun.jobs.moderation.state.RecentActivity;
import io.qundun.jobs.moderation.state.RefusedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.metrics.Counter;

/**
 * The current sender's decided messages that a status can still revise: the refused, which it may
 * restore, and the published, which it may refuse. Both are bounded; the oldest are forgotten
 * first.
 */
final class RevisableMessages {

    /** Refused messages a sender that a later status can reverse; older ones stay refused. */
    static final int MAX_REFUSED = 64;

    // Trimmed in one go, so that most messages only append.
    private static final int TRIM_PUBLISHED_AT = 64;
    private static final int KEEP_PUBLISHED = 32;

    private final ListState<RefusedMessage> refused;
    private final ListState<MessageReference> published;
    private final Counter forgottenRefusals;

    RevisableMessages(
            ListState<RefusedMessage> refused,
            ListState<MessageReference> published,
            Counter forgottenRefusals) {
        this.refused = refused;
        this.published = published;
        this.forgottenRefusals = forgottenRefusals;
    }

    void addRefused(RefusedMessage message) throws Exception {
        List<RefusedMessage> all = all(refused);
        all.add(message);
        while (all.size() > MAX_REFUSED) {
            all.remove(0);
            forgottenRefusals.inc();
        }
        refused.update(all);
    }

    /** Adds a published message and counts it in the activity, which the caller stores. */
    void addPublished(MessageReference message, RecentActivity activity) throws Exception {
        published.add(message);
        activity.published++;
        if (activity.published >= TRIM_PUBLISHED_AT) {
            List<MessageReference> all = all(published);
            List<MessageReference> kept =
                    new ArrayList<>(
                            all.subList(Math.max(0, all.size() - KEEP_PUBLISHED), all.size()));
            published.update(kept);
            activity.published = kept.size();
        }
    }

    /** Takes out refused messages, in their order. */
    List<RefusedMessage> takeRefused(Predicate<RefusedMessage> revised) throws Exception {
        return take(refused, revised);
    }

    /** Takes out published messages, in their order; the caller counts them in the activity. */
    List<MessageReference> takePublished(Predicate<MessageReference> revised) throws Exception {
        return take(published, revised);
    }

    void clear() {
        refused.clear();
        published.clear();
    }

    private static <T> List<T> take(ListState<T> state, Predicate<T> wanted) throws Exception {
        List<T> still = new ArrayList<>();
        List<T> taken = new ArrayList<>();
        for (T element : state.get()) {
            (wanted.test(element) ? taken : still).add(element);
        }
        if (!taken.isEmpty()) {
            state.update(still);
        }
        return taken;
    }

    private static <T> List<T> all(ListState<T> state) throws Exception {
        List<T> all = new ArrayList<>();
        state.get().forEach(all::add);
        return all;
    }
}
