package io.globallock.search;

import java.util.List;

/** What threads do at the same time, once. Made anew for each schedule. */
public interface Play {

    /** What each thread does. A thread that fails has found something. */
    List<Act> acts();

    /** What must hold at every step of every thread. It may read what it likes; nothing moves meanwhile. */
    default void always() {}

    /** What must hold when all have ended. Only its own thread is left, so it must not wait. */
    default void afterwards() throws Exception {}

    /** What one thread does. */
    @FunctionalInterface
    interface Act {
        void run() throws Exception;
    }

    static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw Stage.failed(new AssertionError(otherwise));
        }
    }
}
