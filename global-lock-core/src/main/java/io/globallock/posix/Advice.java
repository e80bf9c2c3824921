package io.globallock.posix;

import java.util.Map;
import jnr.constants.platform.Errno;

/** The way out of an error, for people. */
final class Advice {

    private static final Map<Errno, String> BY_ERRNO = Map.ofEntries(
            Map.entry(
                    Errno.EACCES,
                    "Created by another user, or with a mode that shuts this one out? Use the same user, or mode 0660 and a"
                            + " common group. See README, Permissions."),
            Map.entry(
                    Errno.ENOENT, "There is no such semaphore. Create it, or check the name and the mounted /dev/shm."),
            Map.entry(Errno.EEXIST, "It exists already. Open it without asking for a new one, or unlink it first."),
            Map.entry(Errno.EMFILE, "This process has no file descriptor left. Close some, or raise RLIMIT_NOFILE."),
            Map.entry(Errno.ENFILE, "The system has no file descriptor left. Close some, or raise fs.file-max."),
            Map.entry(Errno.ENOSPC, "/dev/shm is full. Remove what is not needed there, or mount it larger."),
            Map.entry(Errno.ENOMEM, "Out of memory. Free some, or raise the limit of this process or container."),
            Map.entry(
                    Errno.EINVAL,
                    "The file may be no semaphore of this libc. Look at it, and unlink it if it is junk."),
            Map.entry(
                    Errno.EOVERFLOW,
                    "The value is at its limit of 2147483647: somebody posted it without holding it. Reset it."),
            Map.entry(Errno.EISDIR, "The file is a directory. Remove it, or use another name."),
            Map.entry(Errno.ELOOP, "The file is a symbolic link, which is never followed. Remove the link."),
            Map.entry(Errno.EPERM, "Only the file's owner may do this. Run it as that user."),
            Map.entry(Errno.ENOSYS, "This system does not have the call."));

    private Advice() {}

    static String of(String call, int errno) {
        return BY_ERRNO.getOrDefault(Errno.valueOf(errno), "See the ERRORS section of " + call + " in the manual.");
    }
}
