/**
 * A Flink sink into Elasticsearch: at least once, idempotent by document id and version, with
 * outcomes told apart and checkpoints that never wait for Elasticsearch.
 */
package io.qundun.jobs.evidence.elasticsearch;
