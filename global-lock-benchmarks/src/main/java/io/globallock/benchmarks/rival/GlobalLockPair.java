package io.globallock.benchmarks.rival;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;

/** This library: thread ownership, fencing token, holder record and counters included, as far as the mechanism has them. */
final class GlobalLockPair implements Pair {

    private final GlobalLocks locks;
    private final GlobalLock lock;

    GlobalLockPair(String name, Mechanism mechanism) {
        this.locks = GlobalLocks.create(LockOptions.defaults().withMechanism(mechanism));
        this.lock = locks.get(name);
    }

    @Override
    public void once() {
        lock.claim().release();
    }

    GlobalLock lock() {
        return lock;
    }

    @Override
    public void close() {
        locks.close();
    }
}
