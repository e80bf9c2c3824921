package io.globallock.posix;

import java.util.OptionalInt;

/** Whose semaphore files are used, and whose new ones are to be. Linux. */
final class FileOwnership {

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
}
