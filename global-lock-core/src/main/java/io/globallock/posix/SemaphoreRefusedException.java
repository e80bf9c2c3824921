package io.globallock.posix;

/**
 * A semaphore that exists, or a platform, that this library will not touch because using it could lose a lock or end the
 * process. The message names the check that failed and the alternatives.
 */
public final class SemaphoreRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String name;

    SemaphoreRefusedException(String name, String message) {
        super(name + ": " + message);
        this.name = name;
    }

    /** The semaphore's name with its slash, or what was probed. */
    public String name() {
        return name;
    }
}
