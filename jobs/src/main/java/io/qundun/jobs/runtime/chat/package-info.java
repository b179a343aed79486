/**
 * The source of chat: a Kafka source that begins only when the job is ready to judge, and that
 * drives event time by the broker's record times, through silence too.
 */
package io.qundun.jobs.runtime.chat;
