/** The credit ledger of users (信用等级), its score and levels: pure functions. */
package io.qundun.udfs.credit;
