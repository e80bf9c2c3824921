package io.globallock.cli;

import java.time.Duration;

/** Waits. */
final class Pause {

    private Pause() {}

    /** False, and the thread's interrupt status is set: interrupted. */
    static boolean forTime(Duration time) {
        long millis = time.toSeconds() > Integer.MAX_VALUE ? Long.MAX_VALUE : time.toMillis();
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
