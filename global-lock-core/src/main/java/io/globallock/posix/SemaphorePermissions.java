package io.globallock.posix;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use a semaphore's file: what a new one gets, and whose existing ones are trusted.
 *
 * @param mode permission bits of a new file, 0 to 0777; the umask does not cut them on Linux
 * @param group name or number of the group that a new file gets; empty: the process's own
 * @param trustedUsers names or numbers of users whose files are used too, beside those of root and of the process's own user
 */
public record SemaphorePermissions(int mode, Optional<String> group, Set<String> trustedUsers) {

    private static final int GROUP_READ_WRITE = 060;
    private static final int OTHERS_READ_WRITE = 06;

    public SemaphorePermissions {
        Objects.requireNonNull(group, "group");
        trustedUsers = Set.copyOf(trustedUsers);
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException("mode 0" + Integer.toOctalString(mode) + " is outside 0 to 0777");
        }
    }

    /** A mode, and nothing else that differs from what is usual. */
    public static SemaphorePermissions of(int mode) {
        return new SemaphorePermissions(mode, Optional.empty(), Set.of());
    }

    /** Whether the group may use a new file. */
    boolean groupMayUse() {
        return (mode & GROUP_READ_WRITE) == GROUP_READ_WRITE;
    }

    /** Whether everybody may use a new file. */
    boolean everybodyMayUse() {
        return (mode & OTHERS_READ_WRITE) == OTHERS_READ_WRITE;
    }
}
