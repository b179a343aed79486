package io.qundun.jobs.credit;

import io.qundun.jobs.credit.state.CreditStatus;
import io.qundun.jobs.credit.state.UserActivity;
import org.apache.flink.api.common.state.ValueState;

/**
 * The two small values that are kept of the current user beside the ledger. Each is read at most
 * once a call, when it is first asked for, and written at most once, by {@link #end}: a call that
 * only finds a day known costs one read.
 */
final class UserStanding {

    private final ValueState<UserActivity> activityState;
    private final ValueState<CreditStatus> statusState;

    private UserActivity activity;
    private boolean activityRead;
    private boolean activityChanged;
    private CreditStatus status;
    private boolean statusKept;
    private boolean statusChanged;

    UserStanding(ValueState<UserActivity> activityState, ValueState<CreditStatus> statusState) {
        this.activityState = activityState;
        this.statusState = statusState;
    }

    /** Another call, perhaps of another user. */
    void begin() {
        activity = null;
        activityRead = false;
        activityChanged = false;
        status = null;
        statusKept = false;
        statusChanged = false;
    }

    /** Null when the user was never active. */
    UserActivity activity() throws Exception {
        if (!activityRead) {
            activity = activityState.value();
            activityRead = true;
        }
        return activity;
    }

    void activity(UserActivity next) {
        activity = next;
        activityRead = true;
        activityChanged = true;
    }

    /** Never null; call {@link #keepStatus} when it is to be kept as it is at the end. */
    CreditStatus status() throws Exception {
        if (status == null) {
            status = statusState.value();
            statusKept = status != null;
            if (status == null) {
                status = CreditStatus.ofNobody();
            }
        }
        return status;
    }

    /** Time of the oldest message in the ledger; greatest long when there is none. */
    long oldest() throws Exception {
        boolean isNoted = activity() != null && activity.oldest != 0;
        return isNoted && status == null ? activity.oldest : status().oldest;
    }

    /** Whether the status is kept, or will be. */
    boolean isStatusKept() throws Exception {
        status();
        return statusKept;
    }

    void keepStatus() {
        statusKept = true;
        statusChanged = true;
    }

    void forgetStatus() {
        statusKept = false;
        statusChanged = true;
    }

    /** Forgets both. */
    void forget() {
        activity = null;
        activityRead = true;
        activityChanged = true;
        status = CreditStatus.ofNobody();
        forgetStatus();
    }

    /** Writes what has changed. */
    void end() throws Exception {
        if (status != null
                && activityRead
                && activity != null
                && activity.oldest != status.oldest) {
            activity.oldest = status.oldest;
            activityChanged = true;
        }
        if (activityChanged && activity == null) {
            activityState.clear();
        } else if (activityChanged) {
            activityState.update(activity);
        }
        if (!statusChanged) {
            return;
        }
        if (statusKept) {
            statusState.update(status);
        } else {
            statusState.clear();
        }
    }
}
