package io.globallock.spring;

import io.globallock.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Locks that were claimed together. Closing releases them in reverse order; a second close does nothing. Owned by the
 * claiming thread, unless detached: then any thread may close it.
 */
public final class HeldLocks implements AutoCloseable {

    private final KeyedLock[] locks;
    private final Claim[] claims;

    /** Of the claiming thread; null: no thread owns these. */
    private GlobalLockAssert.@Nullable Frame frame;

    HeldLocks(KeyedLock[] locks, Claim[] claims, GlobalLockAssert.@Nullable Frame frame) {
        this.locks = locks;
        this.claims = claims;
        this.frame = frame;
    }

    /** Runs a body for which {@link GlobalLockAssert} sees the claim, even where no thread owns it. */
    public @Nullable Object inside(Body body) throws Throwable {
        if (frame != null) {
            return body.run();
        }
        GlobalLockAssert.Frame entered = GlobalLockAssert.enter(locks, null);
        try {
            return body.run();
        } finally {
            entered.leave();
        }
    }

    @Override
    public void close() {
        GlobalLockAssert.Frame left = frame;
        frame = null;
        try {
            if (left != null) {
                left.leave();
            }
        } finally {
            release(claims, claims.length);
        }
    }

    /** Releases the first claims, the last of them first. All are tried, whatever one of them throws; the first failure is thrown. */
    static void release(Claim[] claims, int count) {
        Throwable[] failures = null;
        for (int i = count - 1; i >= 0; i--) {
            try {
                claims[i].close();
            } catch (Throwable e) {
                // Calls nothing: where the stack has just overflowed it would do so again, and keep the other locks.
                failures = failures == null ? new Throwable[count] : failures;
                failures[i] = e;
            }
        }
        if (failures != null) {
            rethrow(failures);
        }
    }

    private static void rethrow(Throwable[] failures) {
        Throwable first = null;
        for (int i = failures.length - 1; i >= 0; i--) {
            if (first == null) {
                first = failures[i];
            } else if (failures[i] != null) {
                first.addSuppressed(failures[i]);
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** What runs while the locks are held. */
    @FunctionalInterface
    public interface Body {
        @Nullable
        Object run() throws Throwable;
    }
}
