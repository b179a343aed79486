package io.qundun.deploy.bench;

/** What is measured against what. */
enum Variant {
    /** Two threads that read the chat topic and touch the values. */
    RAW("a", "raw consumer"),
    /** The moderation job without moderation. */
    PASS_THROUGH("b", "pass-through job"),
    /** The moderation job, its models off. */
    MODERATION("c1", "moderation"),
    /** The moderation job with the pack's models. */
    CLASSIFIER("c2", "moderation with classifier");

    private final String code;
    private final String title;

    Variant(String code, String title) {
        this.code = code;
        this.title = title;
    }

    /** Short: a, b, c1, c2. */
    String code() {
        return code;
    }

    /** For people. */
    String title() {
        return title;
    }
}
