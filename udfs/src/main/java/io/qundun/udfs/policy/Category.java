package io.qundun.udfs.policy;

/**
 * A kind of harm that a policy speaks of.
 *
 * @param id {@code [a-z][a-z0-9_]*}
 * @param titleZh its name in Chinese
 * @param titleEn its name in English
 * @param clause the clause that forbids it
 * @param severity 1 to 3
 */
public record Category(String id, String titleZh, String titleEn, String clause, int severity) {}
