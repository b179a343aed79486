/** Setting up a cluster: Kafka topics from the catalogue, Elasticsearch templates from files. */
package io.qundun.deploy.topics;
