package io.globallock.spring;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells code that relies on an annotation or on {@link GlobalLockTemplate} whether the lock is really held, for instance
 * because a call from inside the same object passed the proxy by.
 *
 * <p>It knows the claims that annotations and the template made on the calling thread and that still last. Claims made by
 * hand answer through {@link io.globallock.GlobalLock#isClaimedByCurrentThread()}.
 */
public final class GlobalLockAssert {

    /** The innermost claim of each thread. */
    private static final ThreadLocal<@Nullable Frame> TOP = new ThreadLocal<>();

    private GlobalLockAssert() {}

    /**
     * Fails unless the key is claimed.
     *
     * @throws IllegalStateException if no annotation or template call around this one claimed the key on this thread
     */
    public static void assertClaimed(String key) {
        if (!isClaimed(key)) {
            throw new IllegalStateException(
                    "Lock " + key + " is not claimed by an annotation or template around this call. "
                            + "Was the method called from inside its own object, past the proxy?");
        }
    }

    /** Whether an annotation or template call around this one claimed the key on this thread. */
    public static boolean isClaimed(String key) {
        String uniform = LockKey.uniform(key);
        for (Frame frame = TOP.get(); frame != null; frame = frame.outer) {
            if (Arrays.stream(frame.locks)
                    .anyMatch(lock -> LockKey.uniform(lock.key()).equals(uniform))) {
                return true;
            }
        }
        return false;
    }

    /** For {@link HeldLocks}, which leaves again. */
    static Frame enter(KeyedLock[] locks) {
        Frame frame = new Frame(locks, TOP.get());
        TOP.set(frame);
        return frame;
    }

    /** One claim of a thread. */
    static final class Frame {

        private final KeyedLock[] locks;
        private final @Nullable Frame outer;

        private Frame(KeyedLock[] locks, @Nullable Frame outer) {
            this.locks = locks;
            this.outer = outer;
        }

        void leave() {
            if (outer == null) {
                TOP.remove();
            } else {
                TOP.set(outer);
            }
        }
    }
}
