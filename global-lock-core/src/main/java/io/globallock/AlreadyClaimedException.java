package io.globallock;

/**
 * A binary or detached claim by a thread that holds the lock already. Waiting would be a deadlock with itself, so it fails
 * at once; nothing has changed.
 */
public final class AlreadyClaimedException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    private final String owner;
    private final int depth;

    /** For other implementations of {@link GlobalLocks} too. */
    public AlreadyClaimedException(String lockName, String owner, int depth) {
        super(
                lockName,
                "Lock " + lockName + " is claimed already by " + owner + " (depth " + depth
                        + "). Use claimRecursive() where nested claims are meant.");
        this.owner = owner;
        this.depth = depth;
    }

    /** The name of the thread that holds the lock. */
    public String owner() {
        return owner;
    }

    /** How many claims that thread holds, 1 or more. */
    public int depth() {
        return depth;
    }
}
