/**
 * Ways to get in touch outside the group, however disguised: phone numbers and accounts of chat
 * services, found in folded text in one pass. The word lists are our own observation of how such
 * accounts are announced; they name services, not people.
 */
package io.qundun.udfs.contact;
