/** The hot path: judges every chat message and writes what concerns that one message. */
package io.qundun.jobs.moderation;
