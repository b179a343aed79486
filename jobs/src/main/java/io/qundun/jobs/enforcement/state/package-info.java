/** What the enforcement job keeps of a subject and hands between operators. */
package io.qundun.jobs.enforcement.state;
