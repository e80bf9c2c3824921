package io.globallock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The native wait of a virtual thread, done by a platform thread. A waiter that is interrupted leaves the permit to the
 * helper, which leaves what it may have entered and only then gives the permit back: the other order lets two threads in.
 * docs/model/helper.pml has every order of these steps, with an error of the waiter at each.
 */
final class HelperWait implements Runnable, Gate.Cancellation {

    /** No helper has begun. */
    private static final int IDLE = 0;

    private static final int WAITING = 1;
    private static final int DONE = 2;
    private static final int CANCELLED = 3;

    /** With so many helpers each looks half as often as one alone, and so on, down to a tenth. */
    private static final int HELPERS_OF_ONE_PATIENCE = 8;

    private static final int MOST_PATIENCE = 10;

    private static final AtomicInteger WORKING = new AtomicInteger();
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(HelperWait.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

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
    private volatile int state;
    private long waitNanos;
    private String label = "";
    private boolean entered;
    private @Nullable Throwable failure;

    /** An error struck the waiter, who may not be able to give the permit back: then the helper does. Twice does no harm. */
    private volatile boolean gone;

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
        // The helper's before there is a helper: an error from here on must not give the permit back under it.
        claim.abandon();
        try {
            Permit.probeStack();
            HELPERS.execute(this);
            ClaimStep.HELPER_ASKED.reached();
            await();
        } catch (Error e) {
            gone = true; // first, by a store: what follows may fail too
            if (state == DONE || move(IDLE, CANCELLED) || (!move(WAITING, CANCELLED) && state == DONE)) {
                claim.word = HeldClaim.NEW; // the waiter's again
            }
            throw e;
        }
        claim.word = HeldClaim.NEW;
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        } else if (failure != null) {
            throw new InterruptedException();
        }
        return entered;
    }

    private void await() throws InterruptedException {
        while (state != DONE) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                if (move(IDLE, CANCELLED)) {
                    claim.word = HeldClaim.NEW; // no helper will touch it
                    throw new InterruptedException();
                }
                if (move(WAITING, CANCELLED)) {
                    throw new InterruptedException();
                }
                waiter.interrupt(); // too late to give up: the answer is there
            }
        }
    }

    @Override
    public void run() {
        if (!move(IDLE, WAITING)) {
            return; // given up before it began
        }
        WORKING.incrementAndGet();
        try {
            ClaimStep.HELPER_WORKS.reached();
            entered = gate.enter(waitNanos, label, this);
            ClaimStep.HELPER_HAS_ANSWER.reached();
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        } finally {
            WORKING.decrementAndGet();
        }
        if (move(WAITING, DONE)) {
            if (gone) {
                permit.release(stamp);
            }
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

    @Override
    public boolean isCancelled() {
        return state == CANCELLED || gone;
    }

    /**
     * Wakes of a post come at once all the same; later come only a death, which the reaper sees too, and the permit of a wait that
     * was given up.
     */
    @Override
    public int patience() {
        return patience(WORKING.get());
    }

    static int patience(int helpers) {
        return Math.min(MOST_PATIENCE, 1 + helpers / HELPERS_OF_ONE_PATIENCE);
    }

    private boolean move(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }
}
