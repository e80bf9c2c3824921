package io.globallock.fault;

import io.globallock.Claim;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A JVM whose threads claim and release ever deeper until the stack ends, while others queue for the same lock. After each round
 * the lock must still let somebody in. Ends with status 1 and the reason if it does not.
 */
final class ClaimsWithoutStack {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WARM = 3_000;
    private static final long STACK_BYTES = 256 * 1024;

    private final GlobalLock lock;
    private @Nullable Claim last;
    private int overflows;
    private volatile boolean stop;

    private ClaimsWithoutStack(GlobalLock lock) {
        this.lock = lock;
    }

    /** Arguments: the lock's name, rounds, threads that queue. */
    public static void main(String[] args) throws InterruptedException {
        try (GlobalLocks locks = GlobalLocks.create(
                LockOptions.defaults().withMechanism(Mechanism.OWNED).withTakeoverDelay(Duration.ZERO))) {
            new ClaimsWithoutStack(locks.get(args[0])).run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        }
    }

    private void run(int rounds, int queueing) throws InterruptedException {
        Thread[] others = new Thread[queueing];
        for (int i = 0; i < queueing; i++) {
            others[i] = new Thread(this::queue, "queues " + i);
            others[i].start();
        }
        for (int i = 0; i < WARM; i++) { // or classes would be loaded, and fail for good, at the end of the stack
            claimAndRelease();
        }
        for (int round = 0; round < rounds; round++) {
            int depth = round % 17; // each round meets the end of the stack at another place
            Thread thread = new Thread(null, () -> overflow(depth), "little stack", STACK_BYTES);
            thread.start();
            thread.join();
            try (Claim claim = lock.claim(PATIENCE)) {
                last = claim;
            } catch (ClaimTimeoutException e) {
                System.out.println("round " + round + ": nobody gets in any more, " + lock.status());
                Runtime.getRuntime().halt(1);
            }
        }
        stop = true;
        for (Thread other : others) {
            other.join();
        }
        System.out.println("overflows=" + overflows + " value=" + lock.value().orElseThrow());
    }

    private void queue() {
        while (!stop) {
            lock.claim(PATIENCE).release();
        }
    }

    private void claimAndRelease() {
        if (last != null) {
            last.close(); // what a release without stack left to do; nothing if it did all
        }
        last = lock.claim(PATIENCE);
        last.release();
    }

    private void overflow(int depth) {
        try {
            startDeeper(depth);
        } catch (StackOverflowError e) {
            overflows++;
        }
        if (last != null) {
            last.close();
        }
    }

    private void startDeeper(int frames) {
        if (frames > 0) {
            startDeeper(frames - 1);
        } else {
            deeper();
        }
    }

    /** Claims on the way down, and on the way back from the end of the stack as {@code finally} blocks do. */
    @SuppressWarnings("InfiniteRecursion")
    private void deeper() {
        claimAndRelease();
        try {
            deeper();
        } finally {
            claimAndRelease();
        }
    }
}
