package io.qundun.udfs.decision;

/**
 * Why a message is refused whatever it says. The clauses are those of the Provisions on the
 * Administration of Internet Group Information Services (互联网群组信息服务管理规定, 2017).
 */
public enum Refusal {
    /** The whole group is suspended (暂停发布). */
    GROUP_SUSPENDED(
            "group-suspended",
            "provisions-2017/11.1",
            "本群已被暂停发布信息，恢复后方可发言。",
            "This group is suspended from publishing; you can write again once the suspension ends."),
    /** The sender is muted. */
    SENDER_MUTED(
            "sender-muted",
            "provisions-2017/11.2",
            "您已被禁言，禁言解除后方可发言。",
            "You are muted; you can write again once the mute ends."),
    /** The sender's real identity is known not to be verified (真实身份信息认证). */
    SENDER_UNVERIFIED(
            "sender-unverified",
            "provisions-2017/6.1",
            "您尚未完成真实身份信息认证，完成认证后方可发言。",
            "Your identity is not verified; you can write once verification is complete."),
    /** Nothing is known of the sender's verification. */
    SENDER_UNKNOWN(
            "sender-unknown",
            "provisions-2017/6.1",
            "暂未查询到您的身份认证状态，确认后方可发言。",
            "Your verification status is not known yet; you can write once it is confirmed.");

    private final String code;
    private final String clause;
    private final String reasonZh;
    private final String reasonEn;

    Refusal(String code, String clause, String reasonZh, String reasonEn) {
        this.code = code;
        this.clause = clause;
        this.reasonZh = reasonZh;
        this.reasonEn = reasonEn;
    }

    /** The refusal as verdicts and commands write it. */
    public String code() {
        return code;
    }

    /** The clause that it rests on. */
    public String clause() {
        return clause;
    }

    /** The reason in Chinese, for the person concerned. */
    public String reasonZh() {
        return reasonZh;
    }

    /** The reason in English, for the person concerned. */
    public String reasonEn() {
        return reasonEn;
    }
}
