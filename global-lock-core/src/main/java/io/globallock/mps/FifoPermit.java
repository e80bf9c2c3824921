package io.globallock.mps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Admits one thread at a time, in the order in which they came: where the threads of a {@link ThreadLock} queue.
 *
 * <p>Like {@code new Semaphore(1, true)} it has no owner: any thread may release it. It differs in three points. It
 * remembers the thread that acquired it. A release wakes only the next thread, where the semaphore's shared mode also
 * wakes the one behind it, in vain. And it outlives a {@link StackOverflowError}: an acquisition that ends in one has
 * taken nothing, a release that ends in one has given nothing back, and the queue goes on.
 *
 * <p>No thread overtakes a waiting one, not even by {@code tryAcquire()}. Waiting parks the thread and does not pin a
 * virtual one. A release happens-before the next acquisition. Thread-safe.
 */
final class FifoPermit {
    /*
     * Running out of stack inside the queue, between its steps, would leave a thread in it that nobody wakes. So the
     * stack is probed first, where threads meet. The depths survived thousands of overflows, interpreted and compiled.
     * Left is a thread that comes to queue between the probe of a release and its wake, a few instructions later.
     */
    private static final int ACQUIRE_FRAMES = 128;

    private static final int RELEASE_FRAMES = 32;

    private final Queue queue = new Queue();

    /** Takes the permit, waiting for it uninterruptibly; an interrupt during the wait is still set on return. */
    void acquire() {
        if (!queue.tryAcquire(1)) {
            probeStack(ACQUIRE_FRAMES);
            queue.acquire(1);
        }
    }

    /**
     * Takes the permit, waiting for it until interrupted.
     *
     * @throws InterruptedException if the thread is interrupted before or during the wait; the permit is not taken
     */
    void acquireInterruptibly() throws InterruptedException {
        refuseInterrupted();
        if (!queue.tryAcquire(1)) {
            probeStack(ACQUIRE_FRAMES);
            queue.acquireInterruptibly(1);
        }
    }

    /** Takes the permit if it is free and no thread waits for it; false if not. Never waits. */
    boolean tryAcquire() {
        return queue.tryAcquire(1);
    }

    /**
     * Takes the permit, waiting at most the given time on the monotonic clock; false if that was not enough.
     *
     * @param nanos zero or more, see {@link #nanos}; zero does not wait
     * @throws InterruptedException if the thread is interrupted before or during the wait; the permit is not taken
     */
    boolean tryAcquire(long nanos) throws InterruptedException {
        refuseInterrupted();
        if (queue.tryAcquire(1)) {
            return true;
        }
        if (nanos == 0) {
            return false;
        }
        probeStack(ACQUIRE_FRAMES);
        return queue.tryAcquireNanos(1, nanos);
    }

    /**
     * Gives the permit back, whoever took it, and wakes the thread that waits longest; false if it was free.
     *
     * <p>The caller makes sure that the permit is its to give: one that another thread has acquired meanwhile is given
     * back as well.
     */
    boolean release() {
        return queue.release(1);
    }

    /** The thread that took the permit; null while it is free. A snapshot. */
    @Nullable
    Thread holder() {
        return queue.holder;
    }

    /** About how many threads wait: others come and go while this one counts. */
    int queueLength() {
        return queue.getQueueLength();
    }

    /**
     * The timeout as this class counts it: more than 292 years are 292 years.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is negative: " + timeout + ". Duration.ZERO does not wait.");
        }
        // 2^63 ns are 292 years: more would overflow toNanos().
        return timeout.toSeconds() < Long.MAX_VALUE / 1_000_000_000L ? timeout.toNanos() : Long.MAX_VALUE;
    }

    static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static int probeStack(int frames) {
        return frames == 0 ? 0 : 1 + probeStack(frames - 1);
    }

    /** Exclusive mode; the holder stands for the synchronizer's state, so that one write frees and forgets it. */
    private static final class Queue extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1L;
        private static final VarHandle HOLDER;

        static {
            try {
                HOLDER = MethodHandles.lookup().findVarHandle(Queue.class, "holder", Thread.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private transient volatile @Nullable Thread holder;

        @Override
        protected boolean tryAcquire(int ignored) {
            return !hasQueuedPredecessors() && HOLDER.compareAndSet(this, (Thread) null, Thread.currentThread());
        }

        @Override
        protected boolean tryRelease(int ignored) {
            if (holder == null) {
                return false;
            }
            if (hasQueuedThreads()) {
                probeStack(RELEASE_FRAMES);
            }
            holder = null;
            return true;
        }
    }
}
