package io.globallock.benchmarks.rival;

import java.util.concurrent.locks.ReentrantLock;

/** The JDK's lock between threads. */
final class ReentrantLockPair implements Pair {

    private final ReentrantLock lock = new ReentrantLock();

    @Override
    @SuppressWarnings("LockNotBeforeTry") // nothing stands between
    public void once() {
        lock.lock();
        lock.unlock();
    }

    @Override
    public void close() {}
}
