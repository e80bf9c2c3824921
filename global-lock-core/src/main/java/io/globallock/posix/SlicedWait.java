package io.globallock.posix;

import java.util.concurrent.locks.LockSupport;
import jnr.ffi.Pointer;

/**
 * One short wait for a semaphore: an interrupt does not wake native code, so nothing waits longer than a slice without a look.
 */
interface SlicedWait {

    /** 20 ms: how late an interrupt may be seen. */
    long SLICE_NANOS = 20_000_000L;

    /** Waits at most the time, rather less; true if the semaphore was taken. */
    boolean await(Pointer semaphore, SemaphoreName name, long nanos);

    /** The kernel's wait on the monotonic clock where libc offers it, else polling. */
    static SlicedWait forThisSystem() {
        C.ClockWait clockWait = C.Clock.LIB;
        return clockWait == null ? new Polling() : new Clocked(clockWait);
    }

    /** sem_clockwait(3) on CLOCK_MONOTONIC: a step of the wall clock changes nothing. */
    record Clocked(C.ClockWait libc) implements SlicedWait {

        private static final int CLOCK_MONOTONIC = 1; // linux/time.h, all architectures
        private static final long NANOS_PER_SECOND = 1_000_000_000L;

        @Override
        public boolean await(Pointer semaphore, SemaphoreName name, long nanos) {
            // HotSpot's nanoTime is CLOCK_MONOTONIC (os_posix.cpp, javaTimeNanos), so no call is needed for it.
            long deadline = System.nanoTime() + nanos;
            Pointer time = C.memory(16);
            time.putLong(0, deadline / NANOS_PER_SECOND);
            time.putLong(8, deadline % NANOS_PER_SECOND);
            if (libc.sem_clockwait(semaphore, CLOCK_MONOTONIC, time) == 0) {
                return true;
            }
            int errno = C.errno();
            if (errno == C.ETIMEDOUT || errno == C.EINTR) {
                return false;
            }
            throw C.failure("sem_clockwait", name.value(), errno);
        }
    }

    /** Where no wait on the monotonic clock exists (macOS, glibc before 2.30): a look every millisecond. */
    record Polling() implements SlicedWait {

        private static final long PERIOD_NANOS = 1_000_000L;

        @Override
        public boolean await(Pointer semaphore, SemaphoreName name, long nanos) {
            LockSupport.parkNanos(this, Math.min(nanos, PERIOD_NANOS));
            return NamedSemaphore.tryWaitOnce(semaphore, name);
        }
    }
}
