package io.globallock.posix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Excludes threads of this JVM from a few system calls. Unlike a {@code ReentrantLock} it survives a StackOverflowError or
 * OutOfMemoryError at any point: there is no queue that one could leave half linked, and giving it back is a store, which cannot
 * fail. Not fair, not recursive; for sections of microseconds.
 *
 * <pre>{@code
 * lock.lock();
 * try {
 *     ...
 * } finally {
 *     lock.held = false;
 * }
 * }</pre>
 */
final class SpinLock {

    private static final long NAP_NANOS = 20_000;
    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whoever has the lock gives it back by storing false here: a call may find no stack left. */
    volatile boolean held;

    boolean tryLock() {
        return HELD.compareAndSet(this, false, true);
    }

    /** Waits for it, in naps; interrupts do not matter and are kept. */
    void lock() {
        while (!tryLock()) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }
}
