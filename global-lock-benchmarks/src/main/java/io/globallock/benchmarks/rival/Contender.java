package io.globallock.benchmarks.rival;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One of two processes that want the same lock. {@code rival.c} does the same with the same figures. */
final class Contender {

    private static final long INSIDE_NANOS = 1_000;
    /** Long enough that the other waits in the kernel by the end of it. */
    private static final long HOLD_NANOS = 500_000;
    /** Long enough that the other wakes and enters, and shorter than it stays. */
    private static final int PAUSE_MICROS = 200;

    private static final Libc LIBC = Libc.load();

    private final GlobalLock lock;

    Contender(GlobalLock lock) {
        this.lock = lock;
    }

    String contend(long from, long nanos) {
        spinUntil(from);
        long count = 0;
        while (System.nanoTime() - from < nanos) {
            Claim claim = lock.claim();
            spinUntil(System.nanoTime() + INSIDE_NANOS);
            claim.release();
            count++;
        }
        return Long.toString(count);
    }

    String takeTurns(long from, long nanos) {
        long[] times = new long[3 * (int) (nanos / HOLD_NANOS + 1)];
        int used = 0;
        spinUntil(from);
        while (System.nanoTime() - from < nanos && used < times.length) {
            long waiting = System.nanoTime();
            Claim claim = lock.claim();
            long claimed = System.nanoTime();
            spinUntil(claimed + HOLD_NANOS);
            long released = System.nanoTime();
            claim.release();
            times[used++] = waiting;
            times[used++] = claimed;
            times[used++] = released;
            // As in C, not by parking: on one CPU the other cannot run before this thread sleeps.
            LIBC.usleep(PAUSE_MICROS);
        }
        return Arrays.stream(times, 0, used).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static void spinUntil(long time) {
        while (System.nanoTime() - time < 0) {
            Thread.onSpinWait();
        }
    }
}
