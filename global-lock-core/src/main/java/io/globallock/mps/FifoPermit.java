package io.globallock.mps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Admits one thread at a time, in the order in which they came: the part that all locks between threads share.
 *
 * <p>Like {@code new Semaphore(1, true)} it has no owner: any thread may release it. It differs in three points. It
 * remembers the thread that acquired it. A release wakes only the next thread, where the semaphore's shared mode also
 * wakes the one behind it, in vain. And an acquisition or release takes effect in a single memory access with no
 * call behind it that could fail, so a {@link StackOverflowError} finds the permit either taken and named or free.
 *
 * <p>Acquiring when free takes it at once; when taken, waits, {@code tryAcquire()} gives up at once. No thread overtakes
 * a waiting one, not even {@code tryAcquire()}. Waiting parks the thread and does not pin a virtual one. A release
 * happens-before the next acquisition. Thread-safe.
 */
final class FifoPermit {
    /** As deep as the calls that wake a waiting thread; those of a virtual thread are the deepest (guess). */
    private static final int WAKE_FRAMES = 32;

    private final Queue queue = new Queue();

    /** Takes the permit, waiting for it uninterruptibly; an interrupt during the wait is still set on return. */
    public void acquire() {
        queue.acquire(1);
    }

    /**
     * Takes the permit, waiting for it until interrupted.
     *
     * @throws InterruptedException if the thread is interrupted before or during the wait; the permit is not taken
     */
    public void acquireInterruptibly() throws InterruptedException {
        queue.acquireInterruptibly(1);
    }

    /** Takes the permit if it is free and no thread waits for it; false if not. Never waits. */
    public boolean tryAcquire() {
        return queue.tryAcquire(1);
    }

    /**
     * Takes the permit, waiting at most the given time on the monotonic clock; false if that was not enough.
     *
     * @param timeout zero or more; zero does not wait, more than 292 years count as 292 years
     * @throws IllegalArgumentException if the timeout is negative
     * @throws InterruptedException if the thread is interrupted before or during the wait; the permit is not taken
     */
    public boolean tryAcquire(Duration timeout) throws InterruptedException {
        return tryAcquireNanos(nanos(timeout));
    }

    boolean tryAcquireNanos(long nanos) throws InterruptedException {
        return queue.tryAcquireNanos(1, nanos);
    }

    /**
     * Gives the permit back, whoever took it, and wakes the thread that waits longest; false if it was free.
     *
     * <p>The caller makes sure that the permit is its to give: one that another thread has acquired meanwhile is given
     * back as well.
     */
    public boolean release() {
        if (queue.hasQueuedThreads()) {
            // Running out of stack between freeing and waking would leave the queue asleep: run out here, still taken.
            probeStack(WAKE_FRAMES);
        }
        return queue.release(1);
    }

    /** The thread that took the permit; null while it is free. A snapshot. */
    public @Nullable Thread holder() {
        return queue.holder;
    }

    /** About how many threads wait: others come and go while this one counts. */
    public int queueLength() {
        return queue.getQueueLength();
    }

    static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is negative: " + timeout + ". Duration.ZERO does not wait.");
        }
        // 2^63 ns are 292 years: more would overflow toNanos().
        return timeout.toSeconds() < Long.MAX_VALUE / 1_000_000_000L ? timeout.toNanos() : Long.MAX_VALUE;
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
            holder = null;
            return true;
        }
    }
}
