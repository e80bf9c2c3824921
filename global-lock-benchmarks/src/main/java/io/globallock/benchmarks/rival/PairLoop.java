package io.globallock.benchmarks.rival;

/** Pairs in a row, with a look at the clock after each batch. */
public final class PairLoop {

    private static final int BATCH = 500;

    private final Pair pair;

    /** A loop of this pair only. */
    public PairLoop(Pair pair) {
        this.pair = pair;
    }

    /** Runs for about the time; returns how many pairs that were. */
    public long runFor(long nanos) {
        long start = System.nanoTime();
        long count = 0;
        do {
            run(BATCH);
            count += BATCH;
        } while (System.nanoTime() - start < nanos);
        return count;
    }

    /** A method of its own, so that it is compiled as a whole and not only while it runs. */
    void run(int count) {
        for (int i = 0; i < count; i++) {
            pair.once();
        }
    }
}
