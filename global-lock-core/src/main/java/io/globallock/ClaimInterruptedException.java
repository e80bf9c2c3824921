package io.globallock;

/**
 * The thread was interrupted before or while it waited. It does not hold the lock, and its interrupt status is set, so that
 * callers further up still see the interrupt.
 */
public final class ClaimInterruptedException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    /** For other implementations of {@link GlobalLocks} too. */
    public ClaimInterruptedException(String lockName) {
        super(lockName, "Interrupted while claiming lock " + lockName + "; it was not claimed.");
    }
}
