/**
 * Measures on people and groups (处置措施): ordered from thresholds of the policy, followed through
 * acknowledgement, lifted on expiry, reversed when what led to them is taken back.
 */
package io.qundun.jobs.enforcement;
