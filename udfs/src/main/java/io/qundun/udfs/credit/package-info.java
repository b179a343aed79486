/**
 * The credit ledger of users (信用等级), its score and levels: pure functions of a history in event
 * time, so that the order in which the history became known does not matter.
 *
 * <ul>
 *   <li>{@link io.qundun.udfs.credit.Judgements}: which verdict of a message stands, and whether it
 *       is a violation;
 *   <li>{@link io.qundun.udfs.credit.LedgerEntry}: which lines of a ledger still count;
 *   <li>{@link io.qundun.udfs.credit.CreditHistory}: score, level and their next change;
 *   <li>{@link io.qundun.udfs.credit.Pruning}: when a violation can no longer change any of them.
 * </ul>
 */
package io.qundun.udfs.credit;
