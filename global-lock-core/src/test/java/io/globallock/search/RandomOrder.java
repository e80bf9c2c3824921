package io.globallock.search;

import java.util.SplittableRandom;

/** Interrupts a thread now and then, some schedules rarely and some often, and always the same way for the same seed. */
final class RandomOrder implements Order {

    private static final int RAREST = 30;

    private final long seed;
    private final SplittableRandom random;
    private final int oneIn;

    RandomOrder(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.oneIn = random.nextInt(2, RAREST);
    }

    @Override
    public int next(int options, int free) {
        return random.nextInt(random.nextInt(oneIn) != 0 ? free : options);
    }

    @Override
    public String toString() {
        return "random, seed " + seed;
    }
}
