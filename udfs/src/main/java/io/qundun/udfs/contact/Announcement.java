package io.qundun.udfs.contact;

/** What a word says about the number or name that follows it. */
enum Announcement {
    /** A chat service, named or disguised so that it means nothing else: 微信, vx, 扣扣, 纸飞机. */
    SERVICE,
    /** A word or letter that is a chat service only in company: 薇, v, q, 裙, 卫星, 企鹅. */
    HINT,
    /** A service whose short name is an English word or abbreviation: line, ig, ins. */
    SITE,
    /** A telephone: 电话, tel. */
    TELEPHONE,
    /** Something else that has a number: 订单号, 快递单号, 学号. */
    LABEL;

    private static final Announcement[] ALL = values();

    static Announcement of(int ordinal) {
        return ALL[ordinal];
    }
}
