package io.globallock.fault;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import java.time.Duration;

/**
 * A JVM that tries to claim what another process holds, on threads whose stack ends in the middle. After each round a look at the
 * lock must return; in the end it must close. Arguments: the lock, rounds.
 */
final class ClaimsBesideAHolder {

    private static final int WARM = 10_000;
    private static final long STACK_BYTES = 256 * 1024;
    private static final int PLACES = 23;
    private static final long PATIENCE_MILLIS = 10_000;

    private final GlobalLock lock;
    private volatile int overflows;

    private ClaimsBesideAHolder(GlobalLock lock) {
        this.lock = lock;
    }

    public static void main(String[] args) throws InterruptedException {
        GlobalLocks locks = GlobalLocks.create(
                LockOptions.defaults().withMechanism(Mechanism.OWNED).withTakeoverDelay(Duration.ofHours(1)));
        ClaimsBesideAHolder test = new ClaimsBesideAHolder(locks.get(args[0]));
        for (int i = 0; i < WARM; i++) { // or classes would be loaded, and fail for good, at the end of the stack
            test.attempt();
        }
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
            int depth = round % PLACES; // each round meets the end of the stack at another place
            Thread thread = new Thread(null, () -> test.overflow(depth), "little stack", STACK_BYTES);
            thread.start();
            thread.join();
            within("round " + round + ": status()", test.lock::status);
        }
        within("close()", locks::close);
        System.out.println("overflows=" + test.overflows);
    }

    private static void within(String what, Runnable call) throws InterruptedException {
        Thread thread = new Thread(call);
        thread.setDaemon(true);
        thread.start();
        thread.join(PATIENCE_MILLIS);
        if (thread.isAlive()) {
            System.out.println(what + " hangs");
            Runtime.getRuntime().halt(1);
        }
    }

    private void attempt() {
        lock.tryClaim().ifPresent(Claim::release);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time
    private void overflow(int depth) {
        try {
            startDeeper(depth);
        } catch (StackOverflowError e) {
            overflows++;
        }
    }

    private void startDeeper(int frames) {
        if (frames > 0) {
            startDeeper(frames - 1);
        } else {
            deeper();
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private void deeper() {
        try {
            deeper();
        } finally {
            attempt();
        }
    }
}
