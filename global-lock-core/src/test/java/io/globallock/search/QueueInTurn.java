package io.globallock.search;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stands for {@link java.util.concurrent.locks.AbstractQueuedSynchronizer}, from which the edited classes no longer inherit: its
 * exclusive mode as documented, with threads that wait for the scheduler instead of the JVM.
 */
public abstract class QueueInTurn {

    private final Deque<Thread> queue = new ArrayDeque<>();
    private int state;

    protected abstract boolean tryAcquire(int argument);

    protected abstract boolean tryRelease(int argument);

    protected final int getState() {
        Stage.point();
        return state;
    }

    protected final void setState(int to) {
        Stage.point();
        state = to;
    }

    protected final boolean compareAndSetState(int from, int to) {
        Stage.point();
        boolean same = state == from;
        state = same ? to : state;
        return same;
    }

    public final void acquire(int argument) {
        if (!tryAcquire(argument)) {
            boolean interrupted = false;
            queue.add(Thread.currentThread());
            while (!isFirst() || !tryAcquire(argument)) {
                Stage.park(this);
                interrupted |= Stage.interrupted();
            }
            queue.remove();
            if (interrupted) {
                Stage.interrupt(Thread.currentThread());
            }
        }
    }

    public final void acquireInterruptibly(int argument) throws InterruptedException {
        tryAcquireNanos(argument, Long.MAX_VALUE);
    }

    /** For ever, if the time is {@link Long#MAX_VALUE}. */
    public final boolean tryAcquireNanos(int argument, long nanos) throws InterruptedException {
        if (Stage.interrupted()) {
            throw new InterruptedException();
        }
        return tryAcquire(argument) || (nanos > 0 && await(argument, nanos));
    }

    private boolean await(int argument, long nanos) throws InterruptedException {
        long start = Stage.nanoTime();
        queue.add(Thread.currentThread());
        boolean acquired = false;
        try {
            while (true) {
                if (isFirst() && tryAcquire(argument)) {
                    acquired = true;
                    return true;
                }
                long left = nanos == Long.MAX_VALUE ? nanos : nanos - (Stage.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                Stage.parkNanos(this, left);
                if (Stage.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            boolean wasFirst = isFirst();
            queue.remove(Thread.currentThread());
            if (wasFirst && !acquired) {
                Stage.unpark(queue.peek()); // it may have been woken for nothing
            }
        }
    }

    private boolean isFirst() {
        return queue.peek() == Thread.currentThread();
    }

    public final boolean release(int argument) {
        boolean released = tryRelease(argument);
        if (released) {
            Stage.point();
            Stage.unpark(queue.peek());
        }
        return released;
    }

    public final boolean hasQueuedThreads() {
        Stage.point();
        return !queue.isEmpty();
    }

    public final boolean hasQueuedPredecessors() {
        Stage.point();
        return !queue.isEmpty() && !isFirst();
    }

    public final int getQueueLength() {
        Stage.point();
        return queue.size();
    }
}
