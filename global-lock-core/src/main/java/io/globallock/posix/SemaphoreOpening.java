package io.globallock.posix;

/**
 * How a semaphore is opened, as {@code posix_ipc.Semaphore} offers it.
 *
 * @param creation whether it may or must be created
 * @param mode permission bits of a new semaphore, 0 to 0777; cut by the umask, as sem_open(3) says
 * @param initialValue the value of a new semaphore, 0 to 2147483647 (SEM_VALUE_MAX)
 */
public record SemaphoreOpening(Creation creation, int mode, int initialValue) {

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
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException("mode 0" + Integer.toOctalString(mode) + " is outside 0 to 0777");
        }
        if (initialValue < 0) {
            throw new IllegalArgumentException("initial value " + initialValue + " is outside 0 to 2147483647");
        }
    }

    /** Only a semaphore that exists. */
    public static SemaphoreOpening existing() {
        return new SemaphoreOpening(Creation.EXISTING, 0600, 0);
    }

    /** A semaphore that exists, or a new one. */
    public static SemaphoreOpening ifMissing(int mode, int initialValue) {
        return new SemaphoreOpening(Creation.IF_MISSING, mode, initialValue);
    }

    /** Only a new semaphore. */
    public static SemaphoreOpening exclusive(int mode, int initialValue) {
        return new SemaphoreOpening(Creation.NEW, mode, initialValue);
    }
}
