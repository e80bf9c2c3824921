package io.globallock;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The native wait of a virtual thread, done by a platform thread. A waiter that is interrupted leaves the permit to the
 * helper, which leaves what it may have entered and only then gives the permit back: the other order lets two threads in
 * (docs/model/helper.pml).
 */
final class HelperWait implements Runnable {

    private static final int WAITING = 0;
    private static final int DONE = 1;
    private static final int CANCELLED = 2;

    /** At most one helper for each lock: only the holder of its permit waits natively. */
    private static final ExecutorService HELPERS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(null, task, "global-lock-helper", 0, false);
                thread.setDaemon(true);
                thread.setContextClassLoader(ClassLoader.getSystemClassLoader()); // not of whoever waits first
                return thread;
            });

    private final Gate gate;
    private final Permit permit;
    private final int stamp;
    private final HeldClaim claim;
    private final Thread waiter = Thread.currentThread();
    private final AtomicInteger state = new AtomicInteger(WAITING);
    private long waitNanos;
    private String label = "";
    private boolean entered;
    private @Nullable Throwable failure;

    HelperWait(Gate gate, Permit permit, HeldClaim claim) {
        this.gate = gate;
        this.permit = permit;
        this.stamp = claim.stamp;
        this.claim = claim;
    }

    /** As {@link Gate#enter}, for the calling virtual thread. */
    boolean enter(long wait, String claimer) throws InterruptedException {
        waitNanos = wait;
        label = claimer;
        // The helper's before there is a helper: an error at any point from here on must not give the permit back
        // twice.
        claim.abandon();
        boolean started = false;
        try {
            Permit.probeStack(); // an overflow inside would leave open whether there is a helper
            HELPERS.execute(this);
            started = true;
            await();
        } catch (Error e) {
            if (!started) {
                claim.word = HeldClaim.NEW; // no helper has it
            } else if (!state.compareAndSet(WAITING, CANCELLED) && state.get() == DONE) {
                takeBack();
            }
            throw e;
        }
        takeBack();
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        } else if (failure != null) {
            throw new InterruptedException();
        }
        return entered;
    }

    /** The helper has finished: what it got is the waiter's. */
    private void takeBack() {
        claim.word = HeldClaim.NEW;
    }

    private void await() throws InterruptedException {
        while (state.get() == WAITING) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                if (state.compareAndSet(WAITING, CANCELLED)) {
                    throw new InterruptedException();
                }
                waiter.interrupt(); // too late to give up: the answer is there
            }
        }
    }

    @Override
    public void run() {
        try {
            entered = gate.enter(waitNanos, label, () -> state.get() == CANCELLED);
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
        if (state.compareAndSet(WAITING, DONE)) {
            LockSupport.unpark(waiter);
        } else {
            try {
                if (entered) {
                    gate.leave();
                }
            } finally {
                permit.release(stamp);
            }
        }
    }
}
