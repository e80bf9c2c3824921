package io.globallock;

/** A release of a binary claim while recursive claims are still held inside it. The lock stays claimed. */
public final class ClaimOrderException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    private final int depth;

    /** For other implementations of {@link GlobalLocks} too. */
    public ClaimOrderException(String lockName, int depth) {
        super(
                lockName,
                "Lock " + lockName + " still has " + (depth - 1)
                        + " recursive claim(s) inside the binary one. Release those first, in reverse order.");
        this.depth = depth;
    }

    /** How many claims the thread holds, 2 or more. */
    public int depth() {
        return depth;
    }
}
