package io.qundun.deploy.traffic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Repeatable chance: the same seed gives the same choices on every machine. For one thread. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** True this often, from 0 never to 1 always. */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** One of these, each as likely. */
    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A whole number, both ends possible. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** A whole number below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** For what draws by itself. */
    RandomGenerator generator() {
        return random;
    }

    /** From 0 to 1, exclusive. */
    double fraction() {
        return random.nextDouble();
    }

    /** Time to the next of independent events that come on average once in the mean. */
    double exponential(double mean) {
        // StrictMath: the same on every processor.
        return -mean * StrictMath.log(1 - random.nextDouble());
    }
}
