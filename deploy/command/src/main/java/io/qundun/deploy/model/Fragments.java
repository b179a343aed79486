package io.qundun.deploy.model;

import java.util.SplittableRandom;

/**
 * Pieces of ordinary texts, put together as advertisements put their words: a few characters by
 * themselves, or a list of them. Without such rows a model takes shortness and lists themselves for
 * harm. Stateless.
 */
final class Fragments {

    private static final int MOST_PIECES = 3;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 9;
    private static final String[] BETWEEN = {
        " ", " ", "，", "，", "、", "", "！", "➕", "🔥", "❤️", "😍", "/", "~"
    };
    private static final String[] AFTER = {
        "", "", "", "！", "。", "？", "~", "…", "吗", "吧", "的来", " 了解一下", "，私聊", "，有吗"
    };

    private Fragments() {}

    /** One to three pieces of a text; the text itself where it is too short to be cut. */
    static String of(String text, SplittableRandom random) {
        int[] points = text.codePoints().toArray();
        if (points.length <= SHORTEST) {
            return text;
        }
        String between = BETWEEN[random.nextInt(BETWEEN.length)];
        StringBuilder out = new StringBuilder();
        int pieces = 1 + random.nextInt(MOST_PIECES);
        for (int piece = 0; piece < pieces; piece++) {
            int from = random.nextInt(points.length - SHORTEST);
            int most = Math.min(points.length, from + random.nextInt(SHORTEST, LONGEST + 1));
            int to = from;
            while (to < most && isWritten(points[to])) {
                to++;
            }
            if (to - from >= SHORTEST) {
                out.append(out.isEmpty() ? "" : between)
                        .append(new String(points, from, to - from));
            }
        }
        return out.isEmpty() ? text : out.append(AFTER[random.nextInt(AFTER.length)]).toString();
    }

    private static boolean isWritten(int point) {
        return Character.isLetterOrDigit(point);
    }
}
