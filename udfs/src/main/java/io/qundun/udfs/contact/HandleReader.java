package io.qundun.udfs.contact;

import io.qundun.udfs.text.CharKind;
import io.qundun.udfs.text.FoldedText;

/**
 * Reads the account after a word that announces one: a few characters that join (号, 是, a colon, a
 * space), then digits or a name of letters and digits, perhaps drawn apart. For one thread.
 */
final class HandleReader {
    private static final int MAX_BRIDGE = 14;
    private static final int MIN_NUMBER = 5;
    private static final int MIN_HINTED = 6;
    private static final int MIN_CALLED = 7;
    private static final int MAX_NUMBER = 12;
    private static final int MIN_NAME = 6;
    private static final int MIN_MARKED = 5;
    private static final int MAX_NAME = 24;
    private static final int MAX_GAP = 3;
    private static final int MAX_PARTS = 24;

    /** What may stand between a word and the account, besides signs. */
    private static final String BRIDGE = "号码是为群加我的搜索联系即就账同请您你找名叫添备注下看私聊哦呢啊哈呀吧哟裙唤讯";

    /** What makes sure that the account comes next. */
    private static final String MARKS = ":号是=@→➡️👉";

    /** Latin words that join. */
    private static final String[] JOINING = {
        "id",
        "me",
        "is",
        "at",
        "my",
        "no",
        "num",
        "number",
        "us",
        "on",
        "account",
        "user",
        "username",
        "name",
        "handle",
        "add",
        "hao",
        "shi",
        "to",
        "or",
        "the"
    };

    private final char[] digits = new char[MAX_NUMBER + 1];
    private FoldedText text;
    private ContactSpans spans;

    /** Whether a colon, 号, an @ or the like stood before the account. */
    private boolean marked;

    /** Whether an @ stood before it. */
    private boolean mentioned;

    /** Whether only signs stood before it. */
    private boolean bare;

    private int first;
    private int end;

    // What was read of the account.
    private int letters;
    private int plain;
    private int words;
    private int joints;

    /** Where the account that was read last starts. */
    int first() {
        return first;
    }

    /**
     * Reads an account.
     *
     * @param from one past the announcing word
     * @param invited whether the word itself was preceded by 加, + or the like
     * @return one past the account's last unit, or 0 when there is none
     */
    int read(
            FoldedText folded,
            int from,
            Announcement word,
            boolean invited,
            ContactSpans contacts) {
        text = folded;
        spans = contacts;
        int start = bridge(from);
        int n = text.length();
        if (start >= n || !isName(start)) {
            return 0;
        }
        boolean attached =
                start == from
                        && text.kindAt(from - 1) == CharKind.LATIN
                        && (text.kindAt(start) == CharKind.LATIN
                                || (text.kindAt(start) == CharKind.DIGIT));
        boolean letterFollows = attached && text.kindAt(start) == CharKind.LATIN;
        first = start;
        int after = solid(start);
        if (isAccount(word, invited, attached, letterFollows, after)) {
            return after;
        }
        if (letterFollows || after >= n || !Gaps.isGap(text, after)) {
            return 0;
        }
        boolean named = word == Announcement.SERVICE || invited || marked;
        if (text.kindAt(start) == CharKind.LATIN
                && (!named || word == Announcement.TELEPHONE || word == Announcement.SITE)) {
            return 0;
        }
        return drawn(start, word, invited, attached);
    }

    /** Steps over what joins; where the account would start. */
    private int bridge(int from) {
        marked = false;
        mentioned = false;
        bare = true;
        int n = text.length();
        int limit = Math.min(n, from + MAX_BRIDGE);
        int at = from;
        while (at < limit && !spans.isTaken(at)) {
            char c = text.charAt(at);
            if (Gaps.isGap(text, at)) {
                marked |= MARKS.indexOf(c) >= 0;
                mentioned |= c == '@';
                at++;
            } else if (text.kindAt(at) == CharKind.HAN && BRIDGE.indexOf(c) >= 0) {
                marked |= MARKS.indexOf(c) >= 0;
                bare &= c == '号' || c == '是' || c == '码';
                at++;
            } else if (text.kindAt(at) == CharKind.LATIN
                    && (at == 0 || text.kindAt(at - 1) != CharKind.LATIN)) {
                int length = joining(at);
                if (length == 0) {
                    break;
                }
                marked |= c == 'i' && length == 2 && text.charAt(at + 1) == 'd';
                at += length;
            } else {
                break;
            }
        }
        return at;
    }

    private int joining(int at) {
        int end = at;
        int n = text.length();
        while (end < n && text.kindAt(end) == CharKind.LATIN && end - at <= 8) {
            end++;
        }
        if (end < n && (text.kindAt(end) == CharKind.DIGIT || text.charAt(end) == '_')) {
            return 0;
        }
        for (String word : JOINING) {
            if (word.length() == end - at && startsWith(at, word)) {
                return word.length();
            }
        }
        return 0;
    }

    private boolean startsWith(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(at + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads on without gaps; one past the last unit. */
    private int solid(int start) {
        letters = 0;
        plain = 0;
        words = 0;
        joints = 0;
        int n = text.length();
        int at = start;
        while (at < n
                && at - start <= MAX_NAME
                && !spans.isTaken(at)
                && (isName(at) || isJoint(at, start))) {
            take(at);
            at++;
        }
        return at;
    }

    private void take(int at) {
        char c = text.charAt(at);
        int style = SpokenDigits.style(c);
        if (style == SpokenDigits.PLAIN || style == SpokenDigits.WORD) {
            int count = plain + words;
            if (count < digits.length) {
                digits[count] = SpokenDigits.digit(c);
            }
            if (style == SpokenDigits.PLAIN) {
                plain++;
            } else {
                words++;
            }
        } else if (text.kindAt(at) == CharKind.LATIN) {
            letters++;
        } else {
            joints++;
        }
    }

    private boolean isName(int at) {
        char c = text.charAt(at);
        return (c >= 'a' && c <= 'z') || SpokenDigits.isDigit(c);
    }

    /** An underscore, a hyphen, or a dot within a name: each between two letters or digits. */
    private boolean isJoint(int at, int start) {
        char c = text.charAt(at);
        if (c == '_') {
            return true;
        }
        return at > start
                && at + 1 < text.length()
                && (c == '-' || (c == '.' && letters > 0))
                && isName(at - 1)
                && isName(at + 1);
    }

    private boolean isAccount(
            Announcement word,
            boolean invited,
            boolean attached,
            boolean letterFollows,
            int after) {
        end = after;
        int count = plain + words;
        int length = letters + count + joints;
        if (letters == 0) {
            boolean underscored = joints > 0 && text.charAt(after - 1) == '_';
            return joints == 0
                    ? isNumber(word, invited, attached)
                    : !underscored && joints > 1 && isGroups(word, invited);
        }
        if (word == Announcement.TELEPHONE) {
            return false;
        }
        if (letterFollows) {
            return word == Announcement.SERVICE
                    && count >= (invited ? 3 : 4)
                    && length >= MIN_NAME + 1;
        }
        if (attached && word != Announcement.SERVICE) {
            return false;
        }
        if (length > MAX_NAME) {
            return false;
        }
        boolean firm = word == Announcement.SERVICE || (invited && word == Announcement.HINT);
        if (count == 0 && joints == 0) {
            // Only letters: a word, unless something said that an account comes.
            return marked
                    && (firm || mentioned)
                    && length >= MIN_MARKED + 1
                    && !goesOnInLatin(after);
        }
        if (firm) {
            return length >= (marked || invited ? MIN_MARKED : MIN_NAME)
                    && (count >= 2 || joints > 0);
        }
        if (word == Announcement.SITE) {
            return (marked || invited) && length >= MIN_MARKED && (count >= 2 || joints > 0);
        }
        // A flight (mu5137) or a version is no account.
        return length >= MIN_NAME
                && (marked || bare)
                && (marked ? count >= 2 || joints > 0 : count >= 3 && letters >= 3);
    }

    /** A number in one. */
    private boolean isNumber(Announcement word, boolean invited, boolean attached) {
        int count = plain + words;
        if (count > MAX_NUMBER
                || (words == 0 && Amounts.isMoney(text, end))
                || (first > 0 && Amounts.isCurrency(text.charAt(first - 1)))) {
            return false;
        }
        if (PhoneNumbers.isMobile(digits, count)) {
            return true;
        }
        if (attached && text.charAt(first - 1) == 'v' && !invited && word == Announcement.HINT) {
            return false; // a version
        }
        if (word == Announcement.SITE) {
            return false;
        }
        if (word == Announcement.TELEPHONE) {
            return count >= MIN_CALLED && !Amounts.isDay(digits, count);
        }
        boolean firm = word == Announcement.SERVICE || invited;
        if (count < (firm ? MIN_NUMBER : MIN_HINTED)) {
            return false;
        }
        if (marked && (firm || bare)) {
            return count >= MIN_NUMBER + 1 || !Amounts.isMeasure(text, end);
        }
        return (firm || bare)
                && !Amounts.isDay(digits, count)
                && !isMonotone(count)
                && (count > MIN_HINTED + (firm ? 0 : 1) || !Amounts.isMeasure(text, end));
    }

    /** Digits in groups with hyphens: no date. */
    private boolean isGroups(Announcement word, boolean invited) {
        return (word == Announcement.SERVICE || invited)
                && !(plain >= 6 && plain <= 8 && Amounts.isCentury(digits))
                && plain + words >= MIN_NUMBER
                && plain + words <= MAX_NUMBER;
    }

    /**
     * All digits the same, or nothing but noughts after the first two: no account but an amount.
     */
    private boolean isMonotone(int count) {
        boolean same = true;
        boolean round = true;
        for (int i = 1; i < count; i++) {
            same &= digits[i] == digits[0];
            round &= i < 2 || digits[i] == '0';
        }
        return (same && count <= MIN_HINTED) || (round && count > MIN_NUMBER);
    }

    private boolean goesOnInLatin(int after) {
        int n = text.length();
        return after + 1 < n
                && text.charAt(after) == ' '
                && text.kindAt(after + 1) == CharKind.LATIN;
    }

    /** Reads an account whose characters or groups are drawn apart. */
    private int drawn(int start, Announcement word, boolean invited, boolean attached) {
        letters = 0;
        plain = 0;
        words = 0;
        joints = 0;
        int n = text.length();
        int at = start;
        int parts = 0;
        int longest = 0;
        int last = start;
        boolean dotted = false;
        boolean parted = false;
        boolean lettersLead = text.kindAt(start) == CharKind.LATIN;
        int head = 0;
        while (at < n && parts < MAX_PARTS && !spans.isTaken(at) && isName(at)) {
            int part = at;
            while (at < n && at - part <= MAX_NAME && isName(at)) {
                take(at);
                at++;
            }
            if (at - part > MAX_NAME) {
                return 0;
            }
            parts++;
            head = parts == 1 ? at - part : head;
            longest = Math.max(longest, at - part);
            last = at;
            int gap = 0;
            while (at < n && gap <= MAX_GAP && Gaps.isGap(text, at)) {
                char c = text.charAt(at);
                boolean more = at + 1 < n;
                dotted |= more && c == '.';
                parted |= more && (c == ':' || c == ',' || c == '、' || c == '，' || c == '/');
                gap += Character.isLowSurrogate(c) ? 0 : 1;
                at++;
            }
            if (gap > MAX_GAP) {
                break;
            }
        }
        end = last;
        int count = plain + words;
        boolean single = longest == 1;
        boolean firm = word == Announcement.SERVICE || invited;
        if (letters == 0) {
            if (attached && !single && word == Announcement.HINT) {
                return 0; // Q1 20240331
            }
            boolean shaped =
                    single ? !dotted || count >= MIN_HINTED : !dotted && !parted && parts <= 5;
            boolean year = head == 4 && Amounts.isCentury(digits) && parts > 1;
            return shaped && !year && parts > 1 && isNumber(word, invited, false) ? end : 0;
        }
        if (word == Announcement.TELEPHONE || word == Announcement.SITE || !(firm || marked)) {
            return 0;
        }
        int length = letters + count;
        if (single) {
            return length >= MIN_NAME && length <= MAX_NAME && count >= 2 ? end : 0;
        }
        // demo 12345: letters, one gap, digits.
        boolean split = lettersLead && head == letters && letters >= 2 && letters <= 8;
        return split
                        && !parted
                        && (marked || invited)
                        && parts <= 3
                        && count >= 3
                        && length >= MIN_NAME
                ? end
                : 0;
    }
}
