package io.globallock;

import io.globallock.posix.SemaphorePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a lock is opened. Immutable; start from {@link #defaults()} and change what differs.
 *
 * @param mechanism empty: {@link Mechanism#OWNED} on Linux, {@link Mechanism#PLAIN} on macOS
 * @param mode permission bits of a file that has to be created, 0 to 0777; on Linux the umask does not cut them; default 0600.
 *     None of its owner, group and others may have the right to read without the right to write: whoever can only open the file
 *     can lock everybody out
 * @param group name or number of the group that a newly made file gets before anybody else can see it, together with mode 0660; what
 *     cannot be given to it is not made; empty: the process's own group. Linux only
 * @param trustedUsers names or numbers of users whose files are used, beside those of root and of the process's own user: the file's
 *     owner can take the lock from everybody and end programs that use it; default none. See README, Permissions
 * @param takeoverDelay how long a dead hold is watched before it is taken over, 0 to 1 hour; default 1 s
 * @param lockInfo whether claims write {@code resource_lock}'s text; default {@link LockInfo#NEVER}
 * @param label what other processes see as the holder's name, cut to 64 bytes of UTF-8; empty: the claiming thread's name
 */
public record LockOptions(
        Optional<Mechanism> mechanism,
        int mode,
        Optional<String> group,
        Set<String> trustedUsers,
        Duration takeoverDelay,
        LockInfo lockInfo,
        Optional<String> label) {

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final LockOptions DEFAULTS = new LockOptions(
            Optional.empty(),
            0600,
            Optional.empty(),
            Set.of(),
            Duration.ofSeconds(1),
            LockInfo.NEVER,
            Optional.empty());

    public LockOptions {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(lockInfo, "lockInfo");
        Objects.requireNonNull(label, "label");
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException("mode 0" + Integer.toOctalString(mode) + " is outside 0 to 0777");
        }
        checkMode(mode);
        group.ifPresent(LockOptions::checkAccount);
        trustedUsers = Set.copyOf(trustedUsers);
        trustedUsers.forEach(LockOptions::checkAccount);
        if (takeoverDelay.isNegative() || takeoverDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("takeoverDelay " + takeoverDelay + " is outside PT0S to PT1H");
        }
    }

    private static void checkMode(int mode) {
        for (int shift : new int[] {6, 3, 0}) {
            if ((mode >> shift & 06) == 04) {
                throw new IllegalArgumentException(
                        "mode %04o lets %s read and not write: whoever can open the file can lock"
                                        .formatted(mode, shift == 6 ? "the owner" : shift == 3 ? "the group" : "others")
                                + " everybody out. Use 0600, 0660 or 0666.");
            }
        }
    }

    private static void checkAccount(String name) {
        if (name.isBlank() || name.chars().anyMatch(c -> Character.isISOControl(c) || c == ':')) {
            throw new IllegalArgumentException("\"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\" is no name of a user or group: it is blank, or has a colon or a control character.");
        }
    }

    /** Owned where possible, mode 0600, takeover after one second. */
    public static LockOptions defaults() {
        return DEFAULTS;
    }

    /** These options with another mechanism. */
    public LockOptions withMechanism(Mechanism mechanism) {
        return new LockOptions(Optional.of(mechanism), mode, group, trustedUsers, takeoverDelay, lockInfo, label);
    }

    /** These options with other permission bits for a new file. */
    public LockOptions withMode(int mode) {
        return new LockOptions(mechanism, mode, group, trustedUsers, takeoverDelay, lockInfo, label);
    }

    /** These options with a group that new files get; for programs of several users, together with mode 0660. */
    public LockOptions withGroup(String group) {
        return new LockOptions(mechanism, mode, Optional.of(group), trustedUsers, takeoverDelay, lockInfo, label);
    }

    /** These options with the users whose files are used too, by name or number. */
    public LockOptions withTrustedUsers(Set<String> trustedUsers) {
        return new LockOptions(mechanism, mode, group, trustedUsers, takeoverDelay, lockInfo, label);
    }

    /** These options with another takeover delay; zero takes over at once. */
    public LockOptions withTakeoverDelay(Duration takeoverDelay) {
        return new LockOptions(mechanism, mode, group, trustedUsers, takeoverDelay, lockInfo, label);
    }

    /** These options with another rule for {@code resource_lock}'s text. */
    public LockOptions withLockInfo(LockInfo lockInfo) {
        return new LockOptions(mechanism, mode, group, trustedUsers, takeoverDelay, lockInfo, label);
    }

    /** These options with a label that other processes see. */
    public LockOptions withLabel(String label) {
        return new LockOptions(mechanism, mode, group, trustedUsers, takeoverDelay, lockInfo, Optional.of(label));
    }

    SemaphorePermissions permissions() {
        return new SemaphorePermissions(mode, group, trustedUsers);
    }
}
