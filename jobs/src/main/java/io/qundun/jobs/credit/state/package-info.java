/** What the credit job keeps in its state: POJOs all through, so that they can evolve. */
package io.qundun.jobs.credit.state;
