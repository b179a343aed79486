package io.qundun.udfs.match;

/** How far a matcher goes to find a disguised term. */
public enum MatchProfile {
    /** What folding undoes, separators and repeats: case, width, styles, traditional characters. */
    FOLD,
    /** All of {@link io.qundun.udfs.text.Technique}. */
    ALL
}
