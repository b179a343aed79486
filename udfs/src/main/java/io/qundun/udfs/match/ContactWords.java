package io.qundun.udfs.match;

import java.util.List;

/**
 * The words that announce an account of a chat service, with their usual disguises, as an automaton
 * over folded characters. Stateless.
 */
public final class ContactWords {
    /** The state before anything was read. */
    public static final int START = Automaton.ROOT;

    private static final List<String> WORDS =
            List.of(
                    "微信",
                    "薇信",
                    "威信号",
                    "徽信",
                    "微伈",
                    "溦信",
                    "维信",
                    "v信",
                    "wei信",
                    "weixin",
                    "wechat",
                    "wx",
                    "vx",
                    "wxid",
                    "加v",
                    "加薇",
                    "加微",
                    "加威",
                    "薇:",
                    "微:",
                    "v:",
                    "+v",
                    "+薇",
                    "+微",
                    "qq",
                    "扣扣",
                    "叩叩",
                    "企鹅号",
                    "q群",
                    "q号",
                    "加q",
                    "+q",
                    "加群",
                    "群号",
                    "群聊号",
                    "telegram",
                    "电报",
                    "tg",
                    "纸飞机",
                    "飞机号",
                    "whatsapp",
                    "line号",
                    "skype",
                    "snapchat",
                    "instagram",
                    "ins号",
                    "抖音号",
                    "快手号",
                    "小红书号",
                    "微博号",
                    "支付宝");

    private static final Automaton AUTOMATON = new Automaton(WORDS);

    private ContactWords() {}

    /** The state after reading a folded character. */
    public static int next(int state, char c) {
        return AUTOMATON.next(state, c);
    }

    /** UTF-16 units of the longest word that ends in this state; 0 when none does. */
    public static int wordLength(int state) {
        int word = AUTOMATON.output(state);
        return word == Automaton.NONE ? 0 : WORDS.get(word).length();
    }
}
