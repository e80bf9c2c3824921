package io.globallock.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import jnr.constants.platform.Errno;

/**
 * The way out of an error, for people. An errno alone has many causes, so the file that the call was about is looked at; what
 * cannot be told apart is named together.
 */
final class Advice {

    private static final int PAGE = 4096;
    private static final Set<String> OWNERS_ONLY = Set.of("fchmod", "fchown", "sem_unlink");
    private static final String PERMISSIONS =
            "Created by another user, or with a mode that shuts this one out? Use the same user, or mode 0660 and a"
                    + " common group. See README, Permissions.";
    private static final String POLICY =
            "AppArmor, SELinux or a container's policy may forbid it: the audit log tells.";

    private static final Map<Errno, String> BY_ERRNO = Map.ofEntries(
            Map.entry(
                    Errno.EROFS,
                    "/dev/shm is mounted read-only. Remount it (mount -o remount,rw /dev/shm), or give this container or"
                            + " service one that may be written."),
            Map.entry(Errno.EEXIST, "It exists already. Open it without asking for a new one, or unlink it first."),
            Map.entry(Errno.EMFILE, "This process has no file descriptor left. Close some, or raise RLIMIT_NOFILE."),
            Map.entry(Errno.ENFILE, "The system has no file descriptor left. Close some, or raise fs.file-max."),
            Map.entry(Errno.EDQUOT, "This user's quota of /dev/shm is used up. Remove what is not needed there."),
            Map.entry(Errno.ENOMEM, "Out of memory. Free some, or raise the limit of this process or container."),
            Map.entry(
                    Errno.EINVAL,
                    "The file may be no semaphore of this libc. Look at it, and unlink it if it is junk."),
            Map.entry(
                    Errno.EOVERFLOW,
                    "The value is at its limit of 2147483647: somebody posted it without holding it. Reset it."),
            Map.entry(Errno.EISDIR, "The file is a directory. Remove it, or use another name."),
            Map.entry(Errno.ELOOP, "The file is a symbolic link, which is never followed. Remove the link."),
            Map.entry(
                    Errno.ENOSYS, "This system, or a filter of system calls in front of it, does not have the call."));

    private Advice() {}

    /**
     * @param call the C function
     * @param name what it was called for, as {@link PosixException#name()} has it
     */
    static String of(String call, String name, int errno) {
        return switch (Errno.valueOf(errno)) {
            case EACCES ->
                call.equals("sem_unlink") // what glibc makes of EPERM, unlink(2) in a sticky directory
                        ? "Only the file's owner and root may remove it."
                        : permission(file(name));
            case EPERM -> notPermitted(call);
            case ENOENT -> missing(name);
            case ENOSPC -> noSpace();
            default ->
                BY_ERRNO.getOrDefault(Errno.valueOf(errno), "See the ERRORS section of " + call + " in the manual.");
        };
    }

    private static Path file(String name) {
        return name.startsWith("/dev/shm/") || name.startsWith("/proc/") || name.indexOf('/', 1) >= 0
                ? Path.of(name)
                : SemaphoreReader.DIRECTORY.resolve(SemaphoreReader.PREFIX + name.replace("/", ""));
    }

    private static String permission(Path file) {
        if (!Platform.LINUX) {
            return PERMISSIONS;
        }
        if (Files.exists(file)) {
            return Files.isReadable(file) && Files.isWritable(file)
                    ? "The mode of " + file + " lets this user in. " + POLICY
                    : PERMISSIONS;
        }
        return Files.isWritable(SemaphoreReader.DIRECTORY)
                ? "There is no " + file + " to be seen, and /dev/shm may be written by this user. " + POLICY
                : "This user may make nothing in /dev/shm, whose usual mode is 1777. " + PERMISSIONS;
    }

    private static String notPermitted(String call) {
        return OWNERS_ONLY.contains(call)
                ? "Only the file's owner may do this. Run it as that user."
                : "The kernel lets every user do this, so a filter of system calls (seccomp) forbids it, as old container"
                        + " runtimes do with calls that they do not know. Update the runtime, or allow " + call + ".";
    }

    private static String missing(String name) {
        if (name.startsWith("/proc/")) {
            return "There is no /proc here, which the owned mechanism needs. Mount it.";
        }
        return Platform.LINUX && !Files.isDirectory(SemaphoreReader.DIRECTORY)
                ? "There is no /dev/shm. Mount a tmpfs there, with mode 1777."
                : "There is no such semaphore. Create it, or check the name and the mounted /dev/shm.";
    }

    private static String noSpace() {
        try {
            if (Files.getFileStore(SemaphoreReader.DIRECTORY).getUsableSpace() >= PAGE) {
                return "/dev/shm has room, so no inode is left (df -i /dev/shm). Remove files there, or mount it with a"
                        + " larger nr_inodes.";
            }
        } catch (IOException e) {
            return "/dev/shm has no room or no inode left. Remove what is not needed there, or mount it larger.";
        }
        return "/dev/shm is full. Remove what is not needed there, or mount it larger.";
    }
}
