package io.globallock;

/**
 * The lock cannot be opened: the system refused, the file is no semaphore, or the mechanism does not work here. The cause is
 * the {@link io.globallock.posix.PosixException} or {@link io.globallock.posix.SemaphoreRefusedException} with the details.
 */
public final class LockUnavailableException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    /** For other implementations of {@link GlobalLocks} too. */
    public LockUnavailableException(String lockName, String message, Throwable cause) {
        super(lockName, message, cause);
    }
}
