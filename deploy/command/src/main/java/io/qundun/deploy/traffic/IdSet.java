package io.qundun.deploy.traffic;

/**
 * A set of ids that keeps 16 bytes an id instead of the id: two different ids are taken for one
 * with a probability of about n² / 10³⁸ for n ids. Grows to any number. For one thread.
 */
public final class IdSet {

    private long[] table = new long[1 << 11];
    private int size;
    private boolean hasZero;

    /** Adds an id; false when it was there. */
    public boolean add(String id) {
        long high = hash(id, 0x9E3779B97F4A7C15L);
        long low = hash(id, 0xC2B2AE3D27D4EB4FL);
        if (high == 0 && low == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            size += isNew ? 1 : 0;
            return isNew;
        }
        if (size >= table.length / 4) {
            grow();
        }
        boolean isNew = put(table, high, low);
        size += isNew ? 1 : 0;
        return isNew;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0 || table[i + 1] != 0) {
                put(larger, table[i], table[i + 1]);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        int slot = (int) (high ^ (high >>> 32)) & mask;
        while (true) {
            int at = slot * 2;
            if (table[at] == 0 && table[at + 1] == 0) {
                table[at] = high;
                table[at + 1] = low;
                return true;
            }
            if (table[at] == high && table[at + 1] == low) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static long hash(String id, long seed) {
        long hash = seed;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ (hash >>> 29) ^ id.length()) * 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 32);
    }
}
