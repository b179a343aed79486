/**
 * The credit job (信用等级): an append-only ledger of entries per user, and the score and level that
 * follow from it.
 */
package io.qundun.jobs.credit;
