/** Offline judgement of chat messages: the same analysis and rules as the moderation job's. */
package io.qundun.deploy.scan;
