package io.globallock;

import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreReader;
import io.globallock.posix.SemaphoreRefusedException;
import io.globallock.posix.SemaphoreSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the locks of the machine without opening them: no native code, no slot, no trace. Linux with glibc. Thread-safe.
 */
public final class LockInspector {

    private LockInspector() {}

    /**
     * A lock as its file shows it; empty if there is none of that name.
     *
     * @throws IllegalArgumentException if it is no name of a lock
     * @throws LockUnavailableException if the file may not be read or is no semaphore
     */
    public static Optional<LockStatus> inspect(String name) {
        SemaphoreName semaphore = SemaphoreName.of(name);
        try {
            Optional<SemaphoreSnapshot> read = SemaphoreReader.read(semaphore);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            SemaphoreSnapshot seen = read.get();
            Optional<Boolean> alive =
                    seen.isOwned() ? SemaphoreReader.isAlive(semaphore, seen.owner()) : Optional.empty();
            Optional<String> lockInfo = LockInfoText.of(semaphore.text(), Mechanism.LOCAL, LockOptions.defaults())
                    .read();
            return Optional.of(
                    SemaphoreStatus.of(semaphore, seen, alive, null, 0, lockInfo, 0, seen.corruption(), true));
        } catch (SemaphoreRefusedException | java.io.UncheckedIOException e) {
            throw new LockUnavailableException(
                    semaphore.text(), "Lock " + semaphore.text() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The names of all semaphores of this machine, sorted, locks or not. */
    public static List<String> names() {
        return SemaphoreReader.list().stream().map(SemaphoreName::text).toList();
    }

    /**
     * The other processes that have the lock's file mapped, by pid; those of other users only as far as they may be looked at.
     *
     * @throws IllegalArgumentException if it is no name of a lock
     */
    public static List<LockUser> users(String name) {
        return LockUsers.of(SemaphoreName.of(name));
    }

    /** As {@link #users(String)} for all locks of this machine at once, by name; those without a user are left out. */
    public static Map<String, List<LockUser>> users() {
        return LockUsers.of(SemaphoreReader.list());
    }

    /**
     * The other processes that still use a semaphore whose file was unlinked: they exclude nobody who opens the name anew. By the
     * name under which they mapped it, which in a process that made the semaphore is a temporary one of glibc's.
     */
    public static Map<String, List<LockUser>> unlinkedUsers() {
        return LockUsers.unlinked();
    }
}
