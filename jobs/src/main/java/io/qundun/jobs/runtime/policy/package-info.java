/** The tables of policy versions, for jobs that do not judge messages. */
package io.qundun.jobs.runtime.policy;
