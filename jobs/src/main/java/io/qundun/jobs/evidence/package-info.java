/**
 * The evidence job: the only one that writes to Elasticsearch, so that an outage there stops it
 * alone.
 */
package io.qundun.jobs.evidence;
