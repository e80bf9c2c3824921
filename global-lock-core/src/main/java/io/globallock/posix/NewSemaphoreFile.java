package io.globallock.posix;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore's file that is made complete before it gets its name: nobody meets one without its group or mode, and whoever dies
 * meanwhile leaves nothing behind. Linux with glibc. Where the kernel or a filter does not let files be made so, libc makes it and its
 * mode is set afterwards.
 */
final class NewSemaphoreFile {

    private final SemaphoreName name;
    private final SemaphorePermissions permissions;
    private final int value;
    private final boolean owned;

    private NewSemaphoreFile(SemaphoreName name, SemaphorePermissions permissions, int value, boolean owned) {
        this.name = name;
        this.permissions = permissions;
        this.value = value;
        this.owned = owned;
    }

    /** A file as {@link OwnedSemaphore} has it, with value 1. See {@link #plain}. */
    static boolean owned(SemaphoreName name, SemaphorePermissions permissions) {
        return new NewSemaphoreFile(name, permissions, 1, true).create();
    }

    /**
     * A file as libc makes it.
     *
     * @return false if the name exists: then nothing was made
     * @throws PosixException if the system refuses
     * @throws SemaphoreRefusedException if it cannot have the group: then nothing was made
     */
    static boolean plain(SemaphoreName name, SemaphorePermissions permissions, int value) {
        return new NewSemaphoreFile(name, permissions, value, false).create();
    }

    private boolean create() {
        OptionalInt group = FileOwnership.group(name, permissions);
        NativeMemory image = image();
        if (image == null) {
            return createByLibc(group);
        }
        long size = owned ? SemaphoreMap.SIZE : SemaphoreFileCheck.LEAST_SIZE;
        return switch (NamelessFile.make(name.path(), image, size, permissions.mode(), group)) {
            case MADE -> true;
            case EXISTS -> false;
            case IMPOSSIBLE -> createByLibc(group);
        };
    }

    /** What libc itself makes of a semaphore that processes share, and behind it what an owned one has; null if that is unknown. */
    private @Nullable NativeMemory image() {
        NativeMemory image = new NativeMemory(SemaphoreMap.SIZE);
        boolean known = C.Linux.sem_init(image, 1, value) == 0
                && SemaphoreFileCheck.shared(image.bytes) == SemaphoreFileCheck.GLIBC_SHARED;
        if (!known) {
            return null;
        }
        if (owned) {
            SemaphoreMap.prepare(image.bytes, SemaphoreMap.firstToken());
        }
        return image;
    }

    private boolean createByLibc(OptionalInt group) {
        if (group.isPresent()) {
            throw SemaphoreFileCheck.refused(
                    name,
                    "cannot be given to " + Accounts.describeGroup(group.getAsInt()) + " before others see it: "
                            + SemaphoreReader.DIRECTORY
                            + " here has no files without a name (O_TMPFILE, linkat), so no file"
                            + " is made. Let the group's program make the lock, or leave the option group out.");
        }
        long created = C.sem_open(
                NativeMemory.string(name.value()), OpenFlag.O_CREAT | OpenFlag.O_EXCL, permissions.mode(), value);
        if (created == 0) {
            int errno = C.errno();
            if (errno != ErrorNumber.EEXIST && errno != ErrorNumber.EINTR) {
                throw C.failure("sem_open", name.value(), errno);
            }
            return false;
        }
        C.sem_close(created);
        int fd = C.Linux.open(NativeMemory.string(name.path().toString()), OpenFlag.OF_A_SEMAPHORE);
        if (fd >= 0) { // else it is gone again, and the caller makes another
            try {
                NamelessFile.permit(fd, name.path(), permissions.mode(), group);
            } finally {
                C.Linux.close(fd);
            }
        }
        return true;
    }
}
