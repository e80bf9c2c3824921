package io.globallock;

/**
 * The root of what a {@link GlobalLock} throws. Every message says what was wrong and the way out.
 *
 * <p>Arguments that no lock could have (a malformed name, a negative timeout) are an {@link IllegalArgumentException}
 * instead.
 */
public abstract class GlobalLockException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String lockName;

    protected GlobalLockException(String lockName, String message) {
        super(message);
        this.lockName = lockName;
    }

    protected GlobalLockException(String lockName, String message, Throwable cause) {
        super(message, cause);
        this.lockName = lockName;
    }

    /** The lock's name without the leading slash. */
    public String lockName() {
        return lockName;
    }
}
