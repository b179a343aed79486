package io.qundun.deploy.traffic;

import io.qundun.schemas.AccountStatus;

/**
 * One line of an accounts file.
 *
 * @param token null when there is none
 * @param effectiveFrom epoch milliseconds
 */
public record AccountLine(String userId, String status, String token, long effectiveFrom) {

    /** The status to put on the wire. */
    public AccountStatus toStatus() {
        return new AccountStatus(userId, status, token, effectiveFrom);
    }
}
