package io.globallock.posix;

import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Whose semaphore files are used, and whose new ones are to be. Linux. */
final class FileOwnership {

    private static final int ROOT = 0;

    private FileOwnership() {}

    /**
     * The group that is configured for new files.
     *
     * @throws SemaphoreRefusedException if there is no such group, or the mode leaves it nothing
     */
    static OptionalInt group(SemaphoreName name, SemaphorePermissions permissions) {
        if (permissions.group().isEmpty()) {
            return OptionalInt.empty();
        }
        String group = permissions.group().get();
        if (!permissions.groupMayUse()) {
            throw SemaphoreFileCheck.refused(
                    name,
                    "would give its group " + group
                            + " nothing: mode %04o is configured. Set the mode to 0660, or leave the"
                                    .formatted(permissions.mode())
                            + " group out.");
        }
        OptionalInt id = Accounts.group(group);
        if (id.isEmpty()) {
            throw SemaphoreFileCheck.refused(
                    name,
                    "cannot be given to group " + group
                            + ": this system knows no group of that name. Correct the option group,"
                            + " or make the group (groupadd).");
        }
        return id;
    }

    /**
     * Whoever owns the file can own the lock, free it, and end by truncation all programs that have it mapped. Trusted are root, this
     * process's user, who is named as trusted, and whoever is in the group that the file is for, if new files are for a group; and
     * everybody, if the configured mode lets everybody in.
     *
     * @throws SemaphoreRefusedException if the owner is not trusted
     */
    static void check(SemaphoreName name, FileIdentity file, SemaphorePermissions permissions) {
        if (!isTrusted(name, file, permissions)) {
            throw SemaphoreFileCheck.refused(name, distrust(file, permissions));
        }
    }

    /** As {@link #check}, for any file. */
    static boolean isTrusted(SemaphoreName name, FileIdentity file, SemaphorePermissions permissions) {
        return file.owner() == ROOT
                || file.owner() == Accounts.effectiveUser()
                || permissions.everybodyMayUse()
                || isForTheGroup(name, file, permissions)
                || isTrusted(file.owner(), permissions);
    }

    private static boolean isForTheGroup(SemaphoreName name, FileIdentity file, SemaphorePermissions permissions) {
        if (!permissions.groupMayUse()
                || !SemaphorePermissions.of(file.permissions()).groupMayUse()) {
            return false;
        }
        OptionalInt configured = group(name, permissions);
        return configured.isPresent()
                ? configured.getAsInt() == file.group()
                : Accounts.ownGroups().anyMatch(group -> group == file.group());
    }

    private static boolean isTrusted(int owner, SemaphorePermissions permissions) {
        return permissions.trustedUsers().stream()
                .map(Accounts::user)
                .anyMatch(user -> user.isPresent() && user.getAsInt() == owner);
    }

    private static String distrust(FileIdentity file, SemaphorePermissions permissions) {
        String owner = Accounts.describeUser(file.owner());
        String unknown = permissions.trustedUsers().stream()
                .filter(user -> Accounts.user(user).isEmpty())
                .sorted()
                .collect(Collectors.joining(", "));
        return "belongs to " + owner + ", whom this process of " + Accounts.describeUser(Accounts.effectiveUser())
                + " does not trust: a file's owner can take its lock from everybody, and end programs that use it by"
                + " truncation." + groupAdvice(file, permissions)
                + " If the lock is meant to be shared with that user, trust it (option trusted-users: "
                + Integer.toUnsignedString(file.owner()) + "), or let both use mode 0660 and a common group."
                + (unknown.isEmpty() ? "" : " No user is known here that is called " + unknown + ".")
                + " See README, Permissions.";
    }

    private static String groupAdvice(FileIdentity file, SemaphorePermissions permissions) {
        return permissions.groupMayUse()
                ? " Its mode is %04o and its group %s, which is not the configured one with the right to read and write."
                        .formatted(file.permissions(), Accounts.describeGroup(file.group()))
                : "";
    }
}
