/**
 * The local stack: Kafka and Elasticsearch as child processes, Flink inside this one. Everything
 * listens on 127.0.0.1 only and keeps its data in a folder that the caller names.
 */
package io.qundun.deploy.stack;
