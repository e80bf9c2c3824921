package io.globallock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Adds to a plain field from several threads: an exclusion that fails shows as increments that are lost. */
final class Increments {

    private int count;

    /**
     * How many increments were lost.
     *
     * @param section runs its argument, hopefully alone
     */
    static int lost(int threads, int each, Consumer<Runnable> section) throws Exception {
        Increments increments = new Increments();
        List<OtherThread<Boolean>> others = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            others.add(OtherThread.start(() -> {
                for (int k = 0; k < each; k++) {
                    section.accept(increments::addOne);
                }
                return true;
            }));
        }
        for (OtherThread<Boolean> other : others) {
            other.join();
        }
        return threads * each - increments.count;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Only the chance of a loss rests on the yield.
    private void addOne() {
        int seen = count;
        if (seen % 256 == 0) {
            Thread.yield(); // lets another thread in on a single processor too
        }
        count = seen + 1;
    }
}
