/** What every job shares: configuration, sources, sinks, dead letters, ids. */
package io.qundun.jobs.runtime;
