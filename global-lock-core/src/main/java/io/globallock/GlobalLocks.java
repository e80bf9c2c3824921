package io.globallock;

import java.util.Collection;

/**
 * Hands out the locks of this JVM by name, and closes them.
 *
 * <p>There is one {@link GlobalLock} for each name and JVM, however many {@code GlobalLocks} there are: they share it, and it
 * is closed when the last of them that got it closes. Thread-safe.
 *
 * <p>This is an open port: an application may bring an implementation of its own.
 */
public interface GlobalLocks extends AutoCloseable {

    /** Locks with {@link LockOptions#defaults()}. Opens nothing yet. */
    static GlobalLocks create() {
        return create(LockOptions.defaults());
    }

    /** Locks with other options than the usual ones. Opens nothing yet. */
    static GlobalLocks create(LockOptions options) {
        return new JvmGlobalLocks(options);
    }

    /**
     * The lock of a name, opened and if need be created with the default options of this instance; if this JVM has it open
     * already, that one, whatever its options.
     *
     * @param name 1 to 251 ASCII bytes without a slash; one leading slash is accepted
     * @throws IllegalArgumentException if it is no such name
     * @throws LockUnavailableException if the system refuses or the file is no semaphore
     * @throws LockClosedException if this instance is closed
     */
    GlobalLock get(String name);

    /**
     * The lock of a name with options of its own.
     *
     * @throws IllegalArgumentException also if this JVM has the lock open with other options
     * @throws LockUnavailableException if the system refuses or the file is no semaphore
     * @throws LockClosedException if this instance is closed
     */
    GlobalLock get(String name, LockOptions options);

    /** The locks that were got from this instance and are open. */
    Collection<GlobalLock> locks();

    /** Tells the listener about all locks of this instance, those to come included. */
    void addListener(LockListener listener);

    /** The listener hears no more. */
    void removeListener(LockListener listener);

    /**
     * Closes the locks that no other instance uses. A second call does nothing.
     *
     * @throws IllegalStateException if claims are held: those locks stay open, all others are closed, and a further call
     *     tries again
     */
    @Override
    void close();
}
