/**
 * The verdict topic as jobs downstream read it: slim verdicts, and the watermark that it carries.
 */
package io.qundun.jobs.runtime.verdict;
