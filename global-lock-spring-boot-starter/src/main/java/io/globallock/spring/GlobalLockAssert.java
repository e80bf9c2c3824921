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
            if (frame.claiming == null
                    && Arrays.stream(frame.locks)
                            .anyMatch(lock -> LockKey.uniform(lock.key()).equals(uniform))) {
                return true;
            }
        }
        return false;
    }

    /** A claim begins, or a body that runs under claims that no thread owns: then {@code claiming} is null. */
    static Frame enter(KeyedLock[] locks, @Nullable KeyedClaims claiming) {
        Frame frame = new Frame(locks, TOP.get(), claiming);
        TOP.set(frame);
        return frame;
    }

    /** Whether the calling thread is about to claim for this object. */
    static boolean isClaiming(KeyedClaims claims) {
        Frame frame = TOP.get();
        return frame != null && frame.claiming == claims;
    }

    /** One claim of a thread, from its beginning on. */
    static final class Frame {

        private final KeyedLock[] locks;
        private final @Nullable Frame outer;
        private @Nullable KeyedClaims claiming;

        private Frame(KeyedLock[] locks, @Nullable Frame outer, @Nullable KeyedClaims claiming) {
            this.locks = locks;
            this.outer = outer;
            this.claiming = claiming;
        }

        void claimed() {
            claiming = null;
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
