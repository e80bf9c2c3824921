package io.globallock.mps;

import java.util.ArrayList;
import java.util.List;

/** Adds to a plain field from several threads: an exclusion that fails shows as increments that are lost. */
final class Increments {
    private int count;

    /** How many increments were lost between a claim and a release of the given kind. */
    static int lost(int threads, int perThread, Runnable claim, Runnable release) throws Exception {
        Increments increments = new Increments();
        List<OtherThread> others = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            others.add(OtherThread.start(() -> {
                for (int k = 0; k < perThread; k++) {
                    claim.run();
                    try {
                        increments.addOne();
                    } finally {
                        release.run();
                    }
                }
            }));
        }
        for (OtherThread other : others) {
            other.join();
        }
        return threads * perThread - increments.count;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Correctness does not rest on the yield, only the chance of a loss.
    private void addOne() {
        int seen = count;
        if (seen % 256 == 0) {
            // Lets another thread in on a single CPU too, and keeps the compiler from adding a whole loop at once.
            Thread.yield();
        }
        count = seen + 1;
    }
}
