package io.globallock;

import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreReader;
import io.globallock.posix.SemaphoreRefusedException;
import io.globallock.posix.SemaphoreSnapshot;
import java.util.List;
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
     * The other processes that have the lock's file mapped, by pid; those of other users only as far as they may be looked at:
     * {@link LockUsers#unseen()} tells.
     *
     * @throws IllegalArgumentException if it is no name of a lock
     */
    public static List<LockUser> users(String name) {
        return LockUsers.look().of(name);
    }

    /** The name of a process's command, as {@link LockUser#command()} has it; empty where it may not be read. */
    public static String command(long pid) {
        return LockUsers.command(pid);
    }

    /**
     * The whole command line of a process, its arguments separated by spaces; empty where it may not be read. Passwords may stand
     * in it: it is for an operator who asks, not for a page or a log.
     */
    public static String commandLine(long pid) {
        return LockUsers.commandLine(pid);
    }
}
