package io.globallock.posix;

import jnr.constants.platform.Errno;

/**
 * A C call that the system refused. The message has the call, the semaphore, errno with its name and text, and the way out.
 */
public final class PosixException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String call;
    private final String name;
    private final int errno;

    PosixException(String call, String name, int errno, String wayOut) {
        super(call + "(" + name + "): " + describe(errno) + ". " + wayOut);
        this.call = call;
        this.name = name;
        this.errno = errno;
    }

    private static String describe(int errno) {
        Errno known = Errno.valueOf(errno);
        return known == Errno.__UNKNOWN_CONSTANT__ ? "errno " + errno : known.name() + " (" + known.description() + ")";
    }

    /** The C function, such as {@code sem_open}. */
    public String call() {
        return call;
    }

    /** What it was called for: the semaphore's name or a path. */
    public String name() {
        return name;
    }

    /** The error number, as the platform numbers them. */
    public int errno() {
        return errno;
    }

    /** The error number's symbol, such as {@code EACCES}; {@code errno N} where it has none. */
    public String errnoName() {
        Errno known = Errno.valueOf(errno);
        return known == Errno.__UNKNOWN_CONSTANT__ ? "errno " + errno : known.name();
    }
}
