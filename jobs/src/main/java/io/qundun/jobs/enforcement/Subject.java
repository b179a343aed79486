package io.qundun.jobs.enforcement;

/**
 * Whom a call is about, and when it is.
 *
 * @param key {@code user/<id>} or {@code group/<id>}
 * @param type user or group
 * @param id of the user or group
 * @param eventTime how far event time has come, epoch milliseconds; {@link Long#MIN_VALUE} while
 *     that is unknown
 * @param clockTime processing time, epoch milliseconds
 */
record Subject(String key, String type, String id, long eventTime, long clockTime) {

    static Subject of(String key, long eventTime, long clockTime) {
        int slash = key.indexOf('/');
        return new Subject(
                key, key.substring(0, slash), key.substring(slash + 1), eventTime, clockTime);
    }
}
