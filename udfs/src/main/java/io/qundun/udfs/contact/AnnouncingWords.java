package io.qundun.udfs.contact;

import com.ibm.icu.util.BytesTrie;
import com.ibm.icu.util.CharsTrie;
import com.ibm.icu.util.CharsTrieBuilder;
import com.ibm.icu.util.StringTrieBuilder;
import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;
import io.qundun.udfs.text.TextFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that announce an account, with their usual disguises, and reads them where signs are
 * put between their characters. For one thread; the table is shared.
 */
final class AnnouncingWords {
    /** Units that may stand between two characters of a word. */
    private static final int MAX_GAP = 4;

    /** Units that a word may reach over. */
    private static final int MAX_REACH = 24;

    /** What stands for the first syllable of 微信, by sound or shape. */
    private static final String[] WEI = {
        "微", "薇", "徽", "溦", "葳", "嶶", "癓", "媺", "维", "惟", "唯", "韦", "魏", "喂", "威", "卫", "伟", "蔚",
        "尾", "崴", "位", "v", "vv", "w", "wei", "徾"
    };

    /** What stands for its second syllable. */
    private static final String[] XIN = {
        "信", "芯", "伈", "訫", "❤", "♥", "♡", "💗", "💓", "💕", "💖", "💙", "💚", "💛", "💜", "🖤",
        "🧡", "💌", "✉", "xin", "x", "亻言", "χ", "欣", "馨", "鑫"
    };

    /** Pairs of the above that are words or names of their own, and others that hint only. */
    private static final List<String> HINTS =
            List.of(
                    "威信", "维信", "唯信", "魏信", "韦信", "伟信", "位信", "威欣", "维欣", "韦欣", "维鑫", "威鑫", "伟鑫",
                    "唯馨", "卫信", "卫欣", "微欣", "微馨", "微鑫", "微", "薇", "威", "葳", "溦", "徽", "嶶", "维", "崴",
                    "癓", "v", "vv", "w", "卫星", "微星", "薇星", "威星", "为信", "未信", "维新", "薇心", "微心", "威心",
                    "唯心", "微新", "薇新", "q", "扣", "抠", "叩", "蔻", "企鹅", "企額", "鹅", "球球", "秋秋", "丘丘",
                    "裙", "群", "峮", "宭", "裠", "羊群", "飞机", "✈", "电报", "土豆", "蝙蝠", "蝠蝠", "灰机", "tg",
                    "ws", "tele", "联系", "绿标", "绿🫧", "🛰", "q我", "扣我", "小绿", "绿软", "绿聊", "小飞机",
                    "私信", "联系我", "找我", "加我", "滴我", "踢我", "丁丁", "叮叮", "小红薯", "红薯", "抖阴", "大号", "小号",
                    "扫扫");

    private static final List<String> SERVICES =
            List.of(
                    "wechat",
                    "weixin",
                    "vx",
                    "vvx",
                    "wx",
                    "wvx",
                    "vxx",
                    "vxin",
                    "vxid",
                    "wxid",
                    "v信号",
                    "薇❤号",
                    "绿泡泡",
                    "绿泡",
                    "绿炮炮",
                    "绿色泡泡",
                    "绿色软件",
                    "绿色图标",
                    "绿信",
                    "卫星号",
                    "威信号",
                    "微星号",
                    "徽星",
                    "薇芯号",
                    "维信号",
                    "qq",
                    "qq号",
                    "qq群",
                    "扣扣",
                    "扣扣号",
                    "扣扣群",
                    "扣扣裙",
                    "扣q",
                    "q扣",
                    "抠抠",
                    "叩叩",
                    "蔻蔻",
                    "筘筘",
                    "企鹅号",
                    "企鹅群",
                    "企鹅裙",
                    "小企鹅",
                    "气鹅",
                    "起鹅",
                    "奇鹅",
                    "企娥",
                    "企俄",
                    "🐧",
                    "🐧号",
                    "🐧群",
                    "🐧裙",
                    "q号",
                    "q群",
                    "q裙",
                    "q君羊",
                    "扣群",
                    "扣裙",
                    "扣君羊",
                    "扣号",
                    "抠裙",
                    "抠群",
                    "球球号",
                    "球球群",
                    "秋秋号",
                    "君羊",
                    "君羊号",
                    "裙号",
                    "群号",
                    "群聊号",
                    "峮号",
                    "加群",
                    "加裙",
                    "加峮",
                    "加君羊",
                    "进裙",
                    "进君羊",
                    "上裙",
                    "telegram",
                    "telegran",
                    "纸飞机",
                    "紙飛機",
                    "纸灰机",
                    "纸非机",
                    "纸飞鸡",
                    "飞机号",
                    "灰机号",
                    "电报号",
                    "whatsapp",
                    "whats app",
                    "蝙蝠号",
                    "土豆号",
                    "土豆聊天",
                    "line号",
                    "lineid",
                    "skype",
                    "snapchat",
                    "instagram",
                    "ins号",
                    "wickr",
                    "kakaotalk",
                    "抖音号",
                    "斗音号",
                    "快手号",
                    "小红书号",
                    "红薯号",
                    "微博号",
                    "支付宝",
                    "支付宝号",
                    "陌陌号",
                    "探探号",
                    "钉钉号",
                    "联系方式",
                    "联系号",
                    "联系号码",
                    "微我",
                    "薇我",
                    "v我");

    private static final List<String> SITES =
            List.of(
                    "line",
                    "ig",
                    "ins",
                    "insta",
                    "fb",
                    "snap",
                    "kik",
                    "discord",
                    "signal",
                    "dy",
                    "ks",
                    "抖音",
                    "快手",
                    "facebook",
                    "messenger",
                    "viber",
                    "zalo",
                    "twitter",
                    "kakao",
                    "钉钉",
                    "陌陌",
                    "soul",
                    "yy");

    private static final List<String> TELEPHONES =
            List.of(
                    "电话", "手机", "手机号", "手机号码", "电话号码", "热线", "致电", "拨打", "来电", "电联", "座机", "固话",
                    "☎", "📞", "📱", "☏", "tel", "phone", "call", "mobile", "cell", "hotline",
                    "电话微信", "微信电话", "手机微信", "dianhua", "shouji");

    private static final List<String> LABELS =
            List.of(
                    "订单",
                    "订单号",
                    "订单编号",
                    "单号",
                    "编号",
                    "流水",
                    "流水号",
                    "运单",
                    "运单号",
                    "货号",
                    "条码",
                    "条形码",
                    "发票",
                    "发票号",
                    "发票号码",
                    "学号",
                    "工号",
                    "卡号",
                    "账单",
                    "账单号",
                    "序列号",
                    "验证码",
                    "校验码",
                    "型号",
                    "款号",
                    "合同",
                    "合同号",
                    "证号",
                    "身份证",
                    "身份证号",
                    "邮编",
                    "期号",
                    "房号",
                    "车架号",
                    "案号",
                    "批号",
                    "批次",
                    "票号",
                    "取件码",
                    "取餐号",
                    "取餐码",
                    "提货码",
                    "兑换码",
                    "激活码",
                    "档案号",
                    "保单",
                    "保单号",
                    "户号",
                    "税号",
                    "设备号",
                    "商品号",
                    "商户号",
                    "交易号",
                    "凭证号",
                    "回执号",
                    "受理号",
                    "工单",
                    "工单号",
                    "版本",
                    "版本号",
                    "端口",
                    "端口号",
                    "课程号",
                    "考号",
                    "准考证号",
                    "车次",
                    "航班",
                    "航班号",
                    "余额",
                    "金额",
                    "总额",
                    "价格",
                    "单价",
                    "总价",
                    "原价",
                    "现价",
                    "售价",
                    "时间戳",
                    "代码",
                    "股票代码",
                    "基金代码",
                    "imei",
                    "isbn",
                    "sn",
                    "serial",
                    "order",
                    "order no",
                    "tracking",
                    "invoice",
                    "ticket",
                    "ref",
                    "bug",
                    "issue",
                    "version",
                    "pid",
                    "uid");

    private static final String TABLE;

    /** Characters that start a word. */
    private static final boolean[] HEADS = new boolean[1 << 16];

    /** Characters that are a word. */
    private static final boolean[] ALONE = new boolean[1 << 16];

    /** By {@link #pair}: characters that start a word together, and some that do not. */
    private static final boolean[] PAIRS = new boolean[1 << 14];

    /** Signs that are part of a word. */
    private static final boolean[] SIGNS = new boolean[1 << 16];

    static {
        Map<String, Announcement> words = new LinkedHashMap<>();
        for (String wei : WEI) {
            for (String xin : XIN) {
                words.put(wei + xin, Announcement.SERVICE);
                if (!Character.isLetter(xin.codePointAt(0))) {
                    words.put(wei + xin + "信", Announcement.SERVICE);
                    words.put(wei + xin + "x", Announcement.SERVICE);
                }
            }
        }
        SERVICES.forEach(word -> words.put(word, Announcement.SERVICE));
        SITES.forEach(word -> words.put(word, Announcement.SITE));
        TELEPHONES.forEach(word -> words.put(word, Announcement.TELEPHONE));
        LABELS.forEach(word -> words.put(word, Announcement.LABEL));
        HINTS.forEach(word -> words.put(word, Announcement.HINT));
        Map<String, Announcement> folded = new LinkedHashMap<>();
        words.forEach((word, says) -> folded.putIfAbsent(key(word), says));
        CharsTrieBuilder builder = new CharsTrieBuilder();
        folded.forEach(
                (word, says) -> {
                    builder.add(word, says.ordinal());
                    HEADS[word.charAt(0)] = true;
                    if (word.length() == 1) {
                        ALONE[word.charAt(0)] = true;
                    } else {
                        PAIRS[pair(word.charAt(0), word.charAt(1))] = true;
                    }
                });
        TABLE = builder.buildCharSequence(StringTrieBuilder.Option.FAST).toString();
    }

    private final CharsTrie trie = new CharsTrie(TABLE, 0);
    private final CharsTrie.State before = new CharsTrie.State();
    private int end;

    /** A word as texts are read: folded, without its blanks. */
    private static String key(String word) {
        FoldedText text = TextFolder.fold(word);
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ') {
                SIGNS[c] |= text.kindAt(i) == CharKind.SEPARATOR;
                key.append(c);
            }
        }
        return key.toString();
    }

    /** Whether a word may start here, by its first two characters. */
    static boolean mayStart(FoldedText text, int start) {
        char c = text.charAt(start);
        int next = start + 1;
        if (!HEADS[c] || next == text.length()) {
            return false;
        }
        byte kind = text.kindAt(next);
        if (kind == CharKind.SEPARATOR || PAIRS[pair(c, text.charAt(next))]) {
            return true;
        }
        if (text.kindAt(start) == CharKind.LATIN) {
            return kind != CharKind.LATIN;
        }
        return ALONE[c] || Gaps.isGap(text, next);
    }

    private static int pair(char first, char second) {
        return (first * 31 + second) & (PAIRS.length - 1);
    }

    /** The longest word that starts here, or null. */
    Announcement at(FoldedText text, int start) {
        int n = Math.min(text.length(), start + MAX_REACH);
        Announcement found = null;
        boolean begun = false;
        int gap = 0;
        trie.reset();
        for (int i = start; i < n && gap <= MAX_GAP; ) {
            char c = text.charAt(i);
            int width = Character.isHighSurrogate(c) && i + 1 < n ? 2 : 1;
            boolean isGap = begun && Gaps.isGap(text, i);
            if (isGap && !SIGNS[c]) {
                gap += width;
                i += width;
                continue;
            }
            if (isGap) {
                trie.saveState(before);
            }
            BytesTrie.Result result = trie.next(c);
            if (width == 2 && result.matches()) {
                result = trie.next(text.charAt(i + 1));
            }
            i += width;
            if (!result.matches()) {
                if (!isGap) {
                    break;
                }
                trie.resetToState(before);
                gap += width;
                continue;
            }
            begun = true;
            gap = 0;
            if (result.hasValue()) {
                found = Announcement.of(trie.getValue());
                end = i;
            }
            if (!result.hasNext()) {
                break;
            }
        }
        return found;
    }

    /** One past the last unit of the word that was found last. */
    int end() {
        return end;
    }
}
