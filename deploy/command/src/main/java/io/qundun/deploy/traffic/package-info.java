/** Chat as JSON lines, made-up chat, and what feeds either to Kafka. */
package io.qundun.deploy.traffic;
