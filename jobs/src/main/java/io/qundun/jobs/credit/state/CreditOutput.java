package io.qundun.jobs.credit.state;

import io.qundun.schemas.UserCredit;

/** What is written of a user's credit: a record, or its end. Treat it as immutable once built. */
public final class CreditOutput {

    /** The user. */
    public String userId;

    /** The credit; null when the account is no more. */
    public UserCredit credit;

    /** For Flink. */
    public CreditOutput() {}

    /** With both. */
    public CreditOutput(String userId, UserCredit credit) {
        this.userId = userId;
        this.credit = credit;
    }
}
