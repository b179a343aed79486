/**
 * What passes between operators and what savepoints hold: Flink POJOs, so that fields can be added
 * and removed. A value is not changed once it was emitted.
 */
package io.qundun.jobs.moderation.state;
