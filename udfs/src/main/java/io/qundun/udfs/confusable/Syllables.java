package io.qundun.udfs.confusable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How Chinese characters are read in Mandarin. A <em>base</em> is a syllable without its tone, a
 * small int from 0 below {@link #size()}; a <em>reading</em> packs a base with a tone. Bases are
 * numbered in the alphabetical order of their spellings, in which ü is written v, so the numbers
 * hold for one version of the table only.
 *
 * <p>Source: pinyin-data by mozillazg (MIT), at most four readings a character, commonest first.
 * Immutable, thread-safe; no method but {@link #get()} and {@link #near(int)} allocates.
 */
public final class Syllables {
    /** No syllable. */
    public static final int NONE = -1;

    /** The distance of syllables that do not sound alike. */
    public static final int FAR = 3;

    private static final int FIRST = 0x3007;
    private static final int LAST = 0x9FFF;
    private static final int MOST_READINGS = 4;
    private static final short[] NO_READINGS = {};

    private final String[] spellings;
    private final short[] groupOf = new short[LAST - FIRST + 1];
    private final short[][] groups;
    private final short[][] near;

    /** By two bases, row by row. */
    private final byte[] distances;

    private final short[] soundClass;

    private Syllables() {
        List<String> lines = new ArrayList<>();
        TableResource.forEachLine("syllables.txt", lines::add);
        Map<String, Short> readings = new HashMap<>();
        for (String line : lines) {
            forEachReading(line, reading -> readings.put(reading, (short) 0));
        }
        TreeSet<String> bases = new TreeSet<>();
        for (String reading : readings.keySet()) {
            bases.add(reading.substring(0, reading.length() - 1));
        }
        spellings = bases.toArray(String[]::new);
        readings.replaceAll(
                (reading, none) -> {
                    int last = reading.length() - 1;
                    int tone = reading.charAt(last) - '0';
                    return (short) readingOf(id(reading.substring(0, last)), tone);
                });
        groups = new short[lines.size() + 1][];
        groups[0] = NO_READINGS;
        for (int g = 1; g <= lines.size(); g++) {
            String line = lines.get(g - 1);
            short[] group = new short[MOST_READINGS];
            int[] count = {0};
            forEachReading(line, reading -> group[count[0]++] = readings.get(reading));
            groups[g] = Arrays.copyOf(group, count[0]);
            for (int i = line.indexOf('\t') + 1; i < line.length(); i++) {
                groupOf[line.charAt(i) - FIRST] = (short) g;
            }
        }
        NearSounds sounds = new NearSounds(spellings);
        near = sounds.neighbours();
        distances = distances(near, sounds.distances());
        soundClass = sounds.classes();
    }

    private static byte[] distances(short[][] near, byte[][] nearDistances) {
        int size = near.length;
        byte[] all = new byte[size * size];
        Arrays.fill(all, (byte) FAR);
        for (int a = 0; a < size; a++) {
            all[a * size + a] = 0;
            for (int i = 0; i < near[a].length; i++) {
                all[a * size + near[a][i]] = nearDistances[a][i];
            }
        }
        return all;
    }

    private static void forEachReading(String line, Consumer<String> reading) {
        int from = 0;
        for (int i = 0; ; i++) {
            char c = line.charAt(i);
            if (c == ',' || c == '\t') {
                reading.accept(line.substring(from, i));
                from = i + 1;
            }
            if (c == '\t') {
                return;
            }
        }
    }

    private static final class Holder {
        static final Syllables TABLE = new Syllables();
    }

    /** The table, read at the first call. */
    public static Syllables get() {
        return Holder.TABLE;
    }

    /** How many base syllables there are, about 410. */
    public int size() {
        return spellings.length;
    }

    /** A base in small ASCII letters, with v for ü. */
    public String spelling(int base) {
        return spellings[base];
    }

    /** The base that is spelled so, in small ASCII letters with v for ü, or {@link #NONE}. */
    public int id(String spelling) {
        int i = Arrays.binarySearch(spellings, spelling);
        return i < 0 ? NONE : i;
    }

    /** All bases in the order of their numbers. */
    public List<String> spellings() {
        return Collections.unmodifiableList(Arrays.asList(spellings));
    }

    /** How many readings a code point has: 0 for what is no known Chinese character, at most 4. */
    public int readings(int codePoint) {
        return group(codePoint).length;
    }

    /**
     * A reading of a code point, commonest first.
     *
     * @throws IndexOutOfBoundsException for an index that is not below {@link #readings(int)}
     */
    public int reading(int codePoint, int index) {
        return group(codePoint)[index];
    }

    /** The base of the commonest reading of a code point, or {@link #NONE}. */
    public int mainBase(int codePoint) {
        short[] group = group(codePoint);
        return group.length == 0 ? NONE : group[0] >> 3;
    }

    /** The base of a reading. */
    public static int base(int reading) {
        return reading >> 3;
    }

    /** The tone of a reading: 1 to 4, 5 for the neutral one, 0 when not told. */
    public static int tone(int reading) {
        return reading & 7;
    }

    /** A reading; the inverse of {@link #base(int)} and {@link #tone(int)}. */
    public static int readingOf(int base, int tone) {
        return base << 3 | tone;
    }

    /**
     * How far apart two bases sound: 0 the same, 1 when one of the usual confusions lies between
     * them, 2 when one at the beginning and one at the end, else {@link #FAR}. The confusions are
     * zh/z, ch/c, sh/s, n/l, r/l, f/h (also before u: fang/huang), and -an/-ang, -en/-eng,
     * -in/-ing, -ian/-iang, -uan/-uang; and u/ü after n and l, for want of a key.
     */
    public int distance(int a, int b) {
        return distances[a * spellings.length + b];
    }

    /** The bases at distance 1 and 2 from a base, those at distance 1 first. */
    public short[] near(int base) {
        return near[base].clone();
    }

    /**
     * A class that a base shares with all bases that {@link #near(int)} leads to, and with those
     * that they lead to in turn: equal for near sounds, and for some that are not near.
     */
    public int soundClass(int base) {
        return soundClass[base];
    }

    /**
     * How far apart two characters can sound, over all their readings: as {@link #distance(int,
     * int)}.
     */
    public int distanceOfCharacters(int codePoint, int other) {
        short[] these = group(codePoint);
        short[] those = group(other);
        int least = FAR;
        for (short a : these) {
            for (short b : those) {
                int distance = distance(a >> 3, b >> 3);
                if (distance == 0) {
                    return 0;
                }
                least = Math.min(least, distance);
            }
        }
        return least;
    }

    /** Whether two characters have a reading in common, the tone included. */
    public boolean sameTone(int codePoint, int other) {
        for (short a : group(codePoint)) {
            for (short b : group(other)) {
                if (a == b) {
                    return true;
                }
            }
        }
        return false;
    }

    private short[] group(int codePoint) {
        int i = codePoint - FIRST;
        return i < 0 || i >= groupOf.length ? NO_READINGS : groups[groupOf[i]];
    }
}
