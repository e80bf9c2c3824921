package io.globallock;

/** A use of a lock, or of a {@link GlobalLocks}, that has been closed. */
public final class LockClosedException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    /** For other implementations of {@link GlobalLocks} too. */
    public LockClosedException(String lockName, String message) {
        super(lockName, message);
    }
}
