package io.globallock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A {@link GlobalLock} in the words of {@link Lock}. */
final class LockAdapter implements Lock {

    private final GatedLock lock;

    LockAdapter(GatedLock lock) {
        this.lock = lock;
    }

    @Override
    public void lock() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    lock.claimRecursive();
                    return;
                } catch (ClaimInterruptedException e) {
                    interrupted = Thread.interrupted(); // kept for the caller; this method waits on
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        try {
            lock.claimRecursive();
        } catch (ClaimInterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public boolean tryLock() {
        return lock.tryClaimRecursive().isPresent();
    }

    /** As the interface says, a time of zero or less means one try. */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        try {
            return lock.tryClaimRecursive(Duration.ofNanos(Math.max(0, unit.toNanos(time))))
                    .isPresent();
        } catch (ClaimInterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedException interrupted(ClaimInterruptedException cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }

    /** @throws IllegalMonitorStateException if this thread does not hold the lock, or was forced out */
    @Override
    public void unlock() {
        HeldClaim held = lock.entrance().current();
        if (held == null || !held.isHeldBy(Thread.currentThread())) {
            throw new IllegalMonitorStateException("Lock " + lock.name() + " is not held by thread "
                    + Thread.currentThread().getName() + ": never claimed, released already, or forced out.");
        }
        if (!held.surface()) {
            throw new IllegalMonitorStateException("Lock " + lock.name() + " was forced out of the hands of thread "
                    + Thread.currentThread().getName() + ": others may have held it meanwhile.");
        }
    }

    /** Conditions would need a wait that other programs could signal. */
    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("a global lock has no conditions");
    }
}
