package io.globallock.posix;

import java.util.Objects;

/**
 * How a semaphore is opened, as {@code posix_ipc.Semaphore} offers it.
 *
 * @param creation whether it may or must be created
 * @param permissions who may use a new semaphore, and whose existing one is used; only on Linux the umask does not cut the mode,
 *     and there is a group
 * @param initialValue the value of a new semaphore, 0 to 2147483647 (SEM_VALUE_MAX)
 */
public record SemaphoreOpening(Creation creation, SemaphorePermissions permissions, int initialValue) {

    /** What to do about a semaphore that does or does not exist. */
    public enum Creation {
        /** Open it; an error if it does not exist. */
        EXISTING,
        /** Open it, and create it if it does not exist ({@code O_CREAT}). */
        IF_MISSING,
        /** Create it; an error if it exists ({@code O_CREAT | O_EXCL}). */
        NEW
    }

    public SemaphoreOpening {
        Objects.requireNonNull(permissions, "permissions");
        if (initialValue < 0) {
            throw new IllegalArgumentException("initial value " + initialValue + " is outside 0 to 2147483647");
        }
    }

    /** Only a semaphore that exists. */
    public static SemaphoreOpening existing() {
        return new SemaphoreOpening(Creation.EXISTING, SemaphorePermissions.of(0600), 0);
    }

    /** A semaphore that exists, or a new one. */
    public static SemaphoreOpening ifMissing(int mode, int initialValue) {
        return ifMissing(SemaphorePermissions.of(mode), initialValue);
    }

    /** A semaphore that exists, or a new one, with a say in who may use it. */
    public static SemaphoreOpening ifMissing(SemaphorePermissions permissions, int initialValue) {
        return new SemaphoreOpening(Creation.IF_MISSING, permissions, initialValue);
    }

    /** Only a new semaphore. */
    public static SemaphoreOpening exclusive(int mode, int initialValue) {
        return new SemaphoreOpening(Creation.NEW, SemaphorePermissions.of(mode), initialValue);
    }
}
