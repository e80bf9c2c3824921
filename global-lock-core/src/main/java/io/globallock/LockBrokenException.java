package io.globallock;

/**
 * The lock worked once and cannot be trusted any more: its file was truncated, its descriptor was closed by other code. No
 * further claim succeeds until the lock is closed and opened again.
 */
public final class LockBrokenException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    /** For other implementations of {@link GlobalLocks} too. */
    public LockBrokenException(String lockName, String why) {
        super(
                lockName,
                "Lock " + lockName + " is broken: " + why + ". Close it and get it again once the cause is gone.");
    }
}
