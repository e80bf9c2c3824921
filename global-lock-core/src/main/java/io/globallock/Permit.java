package io.globallock;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * The right to be the one thread of this JVM that deals with a gate, handed out first come first served.
 *
 * <p>It belongs to a stamp, not to a thread, so another thread may give it back. Giving back the same stamp again does
 * nothing: a release that an error cut short can simply be repeated, which a {@link java.util.concurrent.Semaphore} would
 * count twice.
 *
 * <p>Thread-safe. Interruptible without delay. Virtual threads are not pinned. A release happens-before the next acquire.
 */
final class Permit {

    private final Sync sync = new Sync();

    /** Takes the permit if it is free and nobody queues for it. */
    boolean tryAcquire() {
        return sync.tryAcquire(0);
    }

    /** Takes the permit, in turn. */
    void acquire() throws InterruptedException {
        sync.acquireInterruptibly(0);
    }

    /**
     * Takes the permit in turn, if that comes within the time.
     *
     * @param nanos how long to wait at most; 0 or less: not at all
     */
    boolean tryAcquire(long nanos) throws InterruptedException {
        return sync.tryAcquireNanos(0, nanos);
    }

    /** The stamp of the present hold. Only whoever has the permit may ask. */
    int stamp() {
        return sync.stamp();
    }

    /** Gives the permit back if it still belongs to the stamp. */
    void release(int stamp) {
        sync.release(stamp);
    }

    /** How many threads queue, about. */
    int queueLength() {
        return sync.hasQueuedThreads() ? sync.getQueueLength() : 0;
    }

    /** The state counts the holds: even while free, odd while held. */
    private static final class Sync extends AbstractQueuedSynchronizer {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean tryAcquire(int ignored) {
            int state = getState();
            return (state & 1) == 0 && !hasQueuedPredecessors() && compareAndSetState(state, state + 1);
        }

        /** True even if it is free already: the release that freed it may not have come to wake the next thread. */
        @Override
        protected boolean tryRelease(int stamp) {
            compareAndSetState(stamp, stamp + 1);
            return true;
        }

        int stamp() {
            return getState();
        }
    }
}
