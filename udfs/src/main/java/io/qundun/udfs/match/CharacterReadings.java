package io.qundun.udfs.match;

/**
 * The readings of a text character by character: plain, backwards, by sound and by shape. A filter
 * tells where each may find something. Immutable.
 */
final class CharacterReadings {
    private static final ThreadLocal<Places> PLACES = ThreadLocal.withInitial(Places::new);

    private final GramFilter filter;
    private final Spelling spelling;
    private final Seeing seeing;
    private final Hearing hearing;

    /**
     * Makes them.
     *
     * @param seeing null, like the next, when nothing may be seen or heard for anything
     */
    CharacterReadings(GramFilter filter, Spelling spelling, Seeing seeing, Hearing hearing) {
        this.filter = filter;
        this.spelling = spelling;
        this.seeing = seeing;
        this.hearing = hearing;
    }

    /**
     * Proposes what may stand somewhere in a text.
     *
     * @param han whether the text has Chinese characters
     * @return what the filter says of the text as a whole, until this thread asks again
     */
    Places scan(Scan scan, boolean han) {
        boolean disguised = han && seeing != null;
        Places places = PLACES.get();
        places.clear();
        for (int base = scan.length() - 1 & -Long.SIZE; base >= 0; base -= Long.SIZE) {
            filter.ask(scan, disguised, base, places);
            long left = places.spelled | places.backwards;
            if (disguised) {
                left |= places.few | places.more | places.shows();
            }
            while (left != 0) {
                long here = Long.highestOneBit(left);
                left ^= here;
                read(scan, disguised, base + Long.numberOfTrailingZeros(here), here, places);
            }
        }
        return places;
    }

    private void read(Scan scan, boolean disguised, int place, long here, Places places) {
        if ((places.backwards & here) != 0) {
            spelling.backwards(scan, place);
        }
        if (Spelling.isInWord(scan.text(), place)) {
            return;
        }
        if ((places.spelled & here) != 0) {
            spelling.at(scan, place);
        }
        if (!disguised) {
            return;
        }
        boolean few = (places.few & here) != 0;
        if (few || (places.more & here) != 0) {
            hearing.at(scan, place, few);
        }
        if ((places.shows() & here) != 0) {
            seeing.at(scan, place, here, places);
        }
    }

    long bytes() {
        return filter.bytes() + 16;
    }
}
