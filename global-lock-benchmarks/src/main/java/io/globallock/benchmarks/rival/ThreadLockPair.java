package io.globallock.benchmarks.rival;

import io.globallock.mps.ThreadLock;

/** The MPS lock between threads: owner checks and a queue, no semaphore. */
final class ThreadLockPair implements Pair {

    private final ThreadLock lock = new ThreadLock();

    @Override
    public void once() {
        lock.claim();
        lock.release();
    }

    @Override
    public void close() {}
}
