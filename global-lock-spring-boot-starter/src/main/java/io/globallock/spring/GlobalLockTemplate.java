package io.globallock.spring;

import io.globallock.ClaimTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs code while it holds a lock, for places that no proxy reaches. Claims are recursive and follow the same rules as
 * {@link io.globallock.spring.annotation.GlobalLocked}. Thread-safe.
 */
public final class GlobalLockTemplate {

    private final KeyedClaims claims;

    public GlobalLockTemplate(KeyedClaims claims) {
        this.claims = claims;
    }

    /**
     * Runs the task under the lock, with the lock's own timeout.
     *
     * @throws UnknownLockKeyException if no lock has the key
     * @throws ClaimTimeoutException if the lock was not free in time; the task has not run
     * @throws E what the task throws; the lock is free again
     */
    public <T extends @Nullable Object, E extends Exception> T executeLocked(String key, Task<T, E> task) throws E {
        return run(claim(List.of(key), null), task);
    }

    /** Like {@link #executeLocked(String, Task)}, with another timeout. */
    public <T extends @Nullable Object, E extends Exception> T executeLocked(
            String key, Duration timeout, Task<T, E> task) throws E {
        return run(claim(List.of(key), timeout), task);
    }

    /** Like {@link #executeLocked(String, Duration, Task)}, under several locks: claimed in one order, all or none. */
    public <T extends @Nullable Object, E extends Exception> T executeLocked(
            Collection<String> keys, Duration timeout, Task<T, E> task) throws E {
        return run(claim(keys, timeout), task);
    }

    /** Like {@link #executeLocked(String, Task)}, for a task without a result. */
    public <E extends Exception> void executeLocked(String key, Action<E> action) throws E {
        run(claim(List.of(key), null), action);
    }

    /**
     * Runs the action if the lock is free within the time.
     *
     * @return whether it ran
     */
    public <E extends Exception> boolean tryExecuteLocked(String key, Duration timeout, Action<E> action) throws E {
        HeldLocks held;
        try {
            held = claim(List.of(key), timeout);
        } catch (ClaimTimeoutException e) {
            return false;
        }
        run(held, action);
        return true;
    }

    private HeldLocks claim(Collection<String> keys, @Nullable Duration timeout) {
        return claims.claim(claims.resolve(keys), timeout);
    }

    private static <E extends Exception> void run(HeldLocks held, Action<E> action) throws E {
        GlobalLockTemplate.<Boolean, E>run(held, () -> {
            action.run();
            return true;
        });
    }

    private static <T extends @Nullable Object, E extends Exception> T run(HeldLocks held, Task<T, E> task) throws E {
        try (held) {
            return task.call();
        }
    }

    /** What runs under the lock, with a result. */
    @FunctionalInterface
    public interface Task<T extends @Nullable Object, E extends Exception> {
        T call() throws E;
    }

    /** What runs under the lock, without a result. */
    @FunctionalInterface
    public interface Action<E extends Exception> {
        void run() throws E;
    }
}
