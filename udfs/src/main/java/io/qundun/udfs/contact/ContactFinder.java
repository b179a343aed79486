package io.qundun.udfs.contact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Finds phone numbers and accounts of chat services, disguised or not, in one pass over folded
 * text: words such as 微信, vx, 薇❤, 扣扣, 🐧, 君羊, 纸飞机 and what follows them, and phone numbers in any
 * digits (幺三八, 壹叁捌, ①③⑧), drawn apart or not. Prices, dates, times, order numbers, versions, scores
 * and the like are none. Linear in the text: from each place it looks at most some hundred units
 * ahead. Never throws. Safe for many threads at once, each of which keeps a small buffer.
 */
public final class ContactFinder {
    /** Letters and digits of the shortest account. */
    private static final int SHORTEST = 5;

    /** Units between 订单号 and the number that it labels. */
    private static final int LABEL_REACH = 8;

    private static final int INVITATION_REACH = 6;

    private static final String LABEL_BRIDGE = "号码是为";

    /** What may stand between 加 and 微. */
    private static final String INVITATION_BRIDGE = "我个下你您一的小大本人";

    /** What asks to add somebody, by sense, sound or shape. */
    private static final String INVITATIONS = "加十家佳嘉伽茄架迦咖枷痂添私滴戳搜➕+┼╋";

    private static final ThreadLocal<ContactFinder> FINDERS =
            ThreadLocal.withInitial(ContactFinder::new);

    private final AnnouncingWords announcing = new AnnouncingWords();
    private final HandleReader handles = new HandleReader();
    private final DigitRun run = new DigitRun();
    private final PhoneFinder phones = new PhoneFinder();

    private ContactFinder() {}

    /** Notes every contact of a text. */
    public static void find(FoldedText text, ContactSpans spans) {
        if (mayHold(text)) {
            FINDERS.get().scan(text, spans);
        }
    }

    /** Whether the text has enough letters and digits for a contact. */
    public static boolean mayHold(FoldedText text) {
        int count = text.count(CharKind.DIGIT) + text.count(CharKind.LATIN);
        int n = text.length();
        for (int i = 0; i < n && count < SHORTEST; i++) {
            if (SpokenDigits.style(text.charAt(i)) == SpokenDigits.WORD) {
                count++;
            }
        }
        return count >= SHORTEST;
    }

    private void scan(FoldedText text, ContactSpans spans) {
        int n = text.length();
        int labelEnd = -1;
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            if (AnnouncingWords.mayStart(text, i) && startsWord(text, i, spans)) {
                Announcement word = announcing.at(text, i);
                if (word == Announcement.LABEL) {
                    labelEnd = announcing.end();
                } else if (word != null) {
                    int end = announced(text, i, word, spans);
                    if (end > 0) {
                        i = end - 1;
                        continue;
                    }
                }
            }
            if (SpokenDigits.isDigit(c) && !spans.isTaken(i)) {
                run.read(text, i, spans);
                if (run.count() >= PhoneNumbers.SHORTEST
                        && !run.isTooLong()
                        && !isLabelled(text, labelEnd, i)) {
                    phones.find(text, run, spans);
                }
                i = run.end() - 1;
            }
        }
    }

    private int announced(FoldedText text, int start, Announcement word, ContactSpans spans) {
        boolean invited = isInvited(text, start);
        if (word == Announcement.HINT && !invited && isWithinWord(text, start)) {
            return 0;
        }
        int end = handles.read(text, announcing.end(), word, invited, spans);
        if (end > 0) {
            spans.add(ContactKind.HANDLE, handles.first(), end);
        }
        return end;
    }

    /** A Latin word starts where no letter comes before. */
    private static boolean startsWord(FoldedText text, int i, ContactSpans spans) {
        return i == 0
                || text.kindAt(i) != CharKind.LATIN
                || text.kindAt(i - 1) != CharKind.LATIN
                || (i >= 3 && isInvitationEnd(text, i) && isInvitedByLetters(text, i))
                || spans.isTaken(i - 1);
    }

    private static boolean isInvitationEnd(FoldedText text, int end) {
        char last = text.charAt(end - 1);
        return (last == 'a' && text.charAt(end - 2) == 'i')
                || (last == 'd' && text.charAt(end - 2) == 'd');
    }

    /** 加, + and the like before the word, perhaps with 我 between. */
    private static boolean isInvited(FoldedText text, int start) {
        if (isInvitedByLetters(text, start)) {
            return true;
        }
        for (int i = start - 1; i >= 0 && start - i <= INVITATION_REACH; i--) {
            char c = text.charAt(i);
            if (INVITATIONS.indexOf(c) >= 0) {
                return true;
            }
            if (!Gaps.isGap(text, i) && INVITATION_BRIDGE.indexOf(c) < 0) {
                return false;
            }
        }
        return false;
    }

    /** Jia or add before the word. */
    private static boolean isInvitedByLetters(FoldedText text, int start) {
        int end = start;
        while (end > 0 && text.charAt(end - 1) == ' ' && start - end < 2) {
            end--;
        }
        return endsWith(text, end, "jia") || endsWith(text, end, "add");
    }

    private static boolean endsWith(FoldedText text, int end, String word) {
        int from = end - word.length();
        if (from < 0 || (from > 0 && text.kindAt(from - 1) == CharKind.LATIN)) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(from + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** 权威, 纤维, 蔷薇, 折扣: the hint is the end of an ordinary word. */
    private static boolean isWithinWord(FoldedText text, int start) {
        if (start == 0 || text.kindAt(start) != CharKind.HAN) {
            return start > 0 && text.kindAt(start - 1) == CharKind.DIGIT;
        }
        return "权示扬耀挪细轻稍略显低卑紫采蔷思纤运三二恭国折回抵不克纽短连长衣围百天人安搭座直打坐开客战".indexOf(text.charAt(start - 1)) >= 0;
    }

    private static boolean isLabelled(FoldedText text, int labelEnd, int start) {
        if (labelEnd < 0 || start - labelEnd > LABEL_REACH) {
            return false;
        }
        for (int i = labelEnd; i < start; i++) {
            if (!Gaps.isGap(text, i)
                    && LABEL_BRIDGE.indexOf(text.charAt(i)) < 0
                    && text.kindAt(i) != CharKind.LATIN) {
                return false;
            }
        }
        return true;
    }
}
