/** Text folding: one spelling for the many that look alike, with the way back to the original. */
package io.qundun.udfs.text;
