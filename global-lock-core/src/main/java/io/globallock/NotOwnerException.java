package io.globallock;

/** A release by another thread than the one that claimed. The lock stays claimed. */
public final class NotOwnerException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    private final String owner;

    /** For other implementations of {@link GlobalLocks} too. */
    public NotOwnerException(String lockName, String owner, String caller) {
        super(
                lockName,
                "Lock " + lockName + " is claimed by thread " + owner + " and cannot be released by thread " + caller
                        + ". Release it where it was claimed, or use claimDetached() for claims that travel between threads.");
        this.owner = owner;
    }

    /** The name of the thread that holds the lock. */
    public String owner() {
        return owner;
    }
}
