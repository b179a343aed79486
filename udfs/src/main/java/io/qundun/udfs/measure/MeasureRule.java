package io.qundun.udfs.measure;

/**
 * One threshold and what follows when it is reached.
 *
 * @param id of the rule; the command's reason code
 * @param clause that the measure rests on
 * @param when the threshold
 * @param duration how long the measure holds, milliseconds of event time
 * @param reasonZh the reason for the person concerned, in Chinese
 * @param reasonEn the same in English
 */
public record MeasureRule(
        String id,
        String clause,
        Threshold when,
        long duration,
        String reasonZh,
        String reasonEn) {}
