package io.qundun.udfs.classify;

/**
 * A text of which somebody said what it is.
 *
 * @param label what it is
 * @param text as people write it
 * @param family what texts that were made alike share, so that they are held out together; empty
 *     when each text stands alone
 */
public record LabelledText(String label, String text, String family) {}
