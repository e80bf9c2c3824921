package io.globallock.posix;

import java.nio.file.Path;
import java.util.OptionalInt;
import jnr.constants.platform.Errno;

/**
 * A file in /dev/shm that is made complete before it gets its name, by O_TMPFILE and linkat: nobody meets one without its content,
 * group or mode, and whoever dies meanwhile leaves nothing behind. Linux.
 */
final class NamelessFile {

    /** What became of it. */
    enum Outcome {
        MADE,
        EXISTS,
        /** The file system, the kernel or a filter does not let files be made so, or nothing can be made here at all. */
        IMPOSSIBLE
    }

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_FOLLOW = 0x400;
    private static final int UNCHANGED = -1;
    private static final NativeMemory DIRECTORY = NativeMemory.string(SemaphoreReader.DIRECTORY.toString());

    private NamelessFile() {}

    /**
     * Makes one.
     *
     * @param group of the file; empty: this process's
     * @throws PosixException if there is no room, or it cannot have the group: then nothing was made
     */
    static Outcome make(Path path, NativeMemory content, long size, int mode, OptionalInt group) {
        int fd = C.Linux.open(DIRECTORY, OpenFlag.O_TMPFILE | OpenFlag.O_RDWR | OpenFlag.O_CLOEXEC);
        if (fd < 0) {
            return impossible("open", path);
        }
        try {
            if (C.Linux.pwrite(fd, content, size, 0) != size) { // less than a page: all or nothing
                throw C.failure("pwrite", path.toString(), C.errno());
            }
            permit(fd, path, mode, group);
            NativeMemory from = NativeMemory.string("/proc/self/fd/" + fd);
            NativeMemory to = NativeMemory.string(path.toString());
            if (C.Linux.linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0) {
                return Outcome.MADE;
            }
            return C.errno() == ErrorNumber.EEXIST ? Outcome.EXISTS : impossible("linkat", path);
        } finally {
            C.Linux.close(fd);
        }
    }

    /** What an old kernel, another file system or a filter of system calls answers; all else is a failure of its own. */
    private static Outcome impossible(String call, Path path) {
        int errno = C.errno();
        return switch (Errno.valueOf(errno)) {
            case EOPNOTSUPP, ENOTSUP, EISDIR, EINVAL, ENOENT, ENOSYS, EPERM, EXDEV -> Outcome.IMPOSSIBLE;
            default -> throw C.failure(call, path.toString(), errno);
        };
    }

    /**
     * Gives an open file its group and mode; the group first, because to change it takes bits off the mode.
     *
     * @throws PosixException if that cannot be
     */
    static void permit(int fd, Path path, int mode, OptionalInt group) {
        if (group.isPresent() && C.Linux.fchown(fd, UNCHANGED, group.getAsInt()) != 0) {
            int errno = C.errno();
            throw new PosixException(
                    "fchown",
                    path + ", " + Accounts.describeGroup(group.getAsInt()),
                    errno,
                    "Only root and the group's own members can give a file to a group, so no file is made. Run as one of"
                            + " them, or let one of them make the lock first. See README, Permissions.");
        }
        if (C.Linux.fchmod(fd, mode) != 0) {
            throw C.failure("fchmod", path.toString(), C.errno());
        }
    }
}
