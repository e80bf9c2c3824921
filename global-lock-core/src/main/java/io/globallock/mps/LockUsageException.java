package io.globallock.mps;

import org.jspecify.annotations.Nullable;

/**
 * Tells that a lock was used against its contract: an error in the calling program, where MPS would stop at an {@code
 * AVER}.
 *
 * <p>The lock is as it was before the call. The message and the accessors are a snapshot: where another thread owns the
 * lock, owner and depth may already have changed. Threads are named {@code NAME #ID}, so that the exception keeps no
 * thread alive. Immutable.
 */
public final class LockUsageException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String lockName;
    private final String threadName;
    private final @Nullable String ownerName;
    private final int depth;

    /**
     * Describes one misuse.
     *
     * @param operation the operation that was refused, as in {@code claim}
     * @param problem what the caller did wrong and the way out
     * @param thread the calling thread
     * @param owner the thread that owns the lock, null where none does
     * @param depth claims of the owner that are not yet released, 0 where no thread owns the lock
     */
    public LockUsageException(
            String operation, String lockName, String problem, Thread thread, @Nullable Thread owner, int depth) {
        super(operation + "(" + lockName + "): " + problem + " [thread " + nameOf(thread) + ", owner "
                + (owner == null ? "none" : nameOf(owner)) + ", depth " + depth + "]");
        this.operation = operation;
        this.lockName = lockName;
        this.threadName = nameOf(thread);
        this.ownerName = owner == null ? null : nameOf(owner);
        this.depth = depth;
    }

    /** The refused operation, as in {@code claim}. */
    public String operation() {
        return operation;
    }

    /** The name of the lock. */
    public String lockName() {
        return lockName;
    }

    /** The thread that made the call, as {@code NAME #ID}. */
    public String threadName() {
        return threadName;
    }

    /** The thread that owned the lock, as {@code NAME #ID}; null where none did. */
    public @Nullable String ownerName() {
        return ownerName;
    }

    /** The owner's claims that were not yet released; 0 where no thread owned the lock. */
    public int depth() {
        return depth;
    }

    /** The form in which this package's messages name a thread. */
    static String nameOf(Thread thread) {
        // A virtual thread has no name unless it was given one.
        String name = thread.getName().isEmpty() ? "(unnamed)" : thread.getName();
        return name + " #" + thread.getId();
    }
}
