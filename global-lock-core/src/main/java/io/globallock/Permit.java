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

    /** No stamp: the permit was not taken. */
    static final int NONE = 0;

    /*
     * Running out of stack inside the queue would leave a node in it that nobody wakes, or a woken thread that was to be
     * unparked. So the stack is probed before a thread queues, and before a release that has somebody to wake.
     */
    private static final int ACQUIRE_FRAMES = 128;

    private static final int RELEASE_FRAMES = 32;

    private final Sync sync = new Sync();

    /** Takes the permit if it is free and nobody queues for it. The stamp of this hold, or {@value #NONE}. */
    int tryAcquire() {
        return sync.tryAcquire(0) ? sync.stamp : NONE;
    }

    /** Takes the permit, in turn. The stamp of this hold. */
    int acquire() throws InterruptedException {
        probeStack(ACQUIRE_FRAMES);
        sync.acquireInterruptibly(0);
        return sync.stamp;
    }

    /**
     * Takes the permit in turn, if that comes within the time.
     *
     * @param nanos how long to wait at most; 0 or less: not at all
     * @return the stamp of this hold, or {@value #NONE}
     */
    int tryAcquire(long nanos) throws InterruptedException {
        probeStack(ACQUIRE_FRAMES);
        return sync.tryAcquireNanos(0, nanos) ? sync.stamp : NONE;
    }

    /** Gives the permit back if it still belongs to the stamp. */
    void release(int stamp) {
        sync.release(stamp);
    }

    /** How many threads queue, about. */
    int queueLength() {
        return sync.hasQueuedThreads() ? sync.getQueueLength() : 0;
    }

    /** Fails with a StackOverflowError here, where it does no harm, rather than in the middle of what follows. */
    static void probeStack() {
        probeStack(ACQUIRE_FRAMES);
    }

    private static int probeStack(int frames) {
        return frames == 0 ? 0 : 1 + probeStack(frames - 1);
    }

    /** The state counts the holds: even while free, odd while held, and then it is the hold's stamp. */
    private static final class Sync extends AbstractQueuedSynchronizer {

        private static final long serialVersionUID = 1;

        /** Of the present hold. A field, because whoever has just got the permit may have no stack left for a call. */
        int stamp;

        @Override
        protected boolean tryAcquire(int ignored) {
            int state = getState();
            if ((state & 1) != 0 || hasQueuedPredecessors() || !compareAndSetState(state, state + 1)) {
                return false;
            }
            stamp = state + 1;
            return true;
        }

        /** True even if it is free already: the release that freed it may not have come to wake the next thread. */
        @Override
        protected boolean tryRelease(int held) {
            if (hasQueuedThreads()) {
                probeStack(RELEASE_FRAMES);
            }
            compareAndSetState(held, held + 1);
            return true;
        }
    }
}
