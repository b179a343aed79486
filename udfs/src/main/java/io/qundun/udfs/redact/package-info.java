/** What in a text points to a person or another place: found for rules, hidden from analysts. */
package io.qundun.udfs.redact;
