/** Lexicon matching: terms found in folded text in one pass, with offsets into the original. */
package io.qundun.udfs.match;
