package io.globallock.posix;

import java.util.concurrent.locks.LockSupport;

/**
 * One short wait for a semaphore: an interrupt does not wake native code, so nothing waits longer than a slice without a look.
 */
interface SlicedWait {

    /** 20 ms: how late an interrupt may be seen. */
    long SLICE_NANOS = 20_000_000L;

    /** Waits at most the time, rather less; true if the semaphore was taken. */
    boolean await(long semaphore, SemaphoreName name, long nanos);

    /** The kernel's wait on the monotonic clock where libc offers it, else polling. */
    static SlicedWait forThisSystem() {
        return C.ClockWait.isKnown() ? new Clocked() : new Polling();
    }

    /** sem_clockwait(3) on CLOCK_MONOTONIC: a step of the wall clock changes nothing. */
    record Clocked() implements SlicedWait {

        private static final int CLOCK_MONOTONIC = 1; // linux/time.h, all architectures

        @Override
        public boolean await(long semaphore, SemaphoreName name, long nanos) {
            // HotSpot's nanoTime is CLOCK_MONOTONIC (os_posix.cpp, javaTimeNanos), so no call is needed for it.
            NativeMemory deadline = NativeMemory.timespec();
            deadline.putTime(System.nanoTime() + nanos);
            if (C.ClockWait.sem_clockwait(semaphore, CLOCK_MONOTONIC, deadline) == 0) {
                return true;
            }
            int errno = C.errno();
            if (errno == ErrorNumber.ETIMEDOUT || errno == ErrorNumber.EINTR) {
                return false;
            }
            throw C.failure("sem_clockwait", name.value(), errno);
        }
    }

    /** Where no wait on the monotonic clock exists (macOS, glibc before 2.30): a look every millisecond. */
    record Polling() implements SlicedWait {

        private static final long PERIOD_NANOS = 1_000_000L;

        @Override
        public boolean await(long semaphore, SemaphoreName name, long nanos) {
            LockSupport.parkNanos(this, Math.min(nanos, PERIOD_NANOS));
            return NamedSemaphore.tryWaitOnce(semaphore, name);
        }
    }
}
