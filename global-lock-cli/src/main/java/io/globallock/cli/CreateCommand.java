package io.globallock.cli;

import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * {@code create LOCK...}: makes locks for programs that come later, with their mode and group from the first moment on: at boot,
 * since /dev/shm is empty then. A lock that exists stays as it is, and must be as it was asked for.
 */
final class CreateCommand {

    private static final int PERMISSIONS = 0777;

    private CreateCommand() {}

    static int run(Arguments arguments, Console console) {
        LockOptions options = Opening.options(arguments, GetCommand.LABEL);
        for (String lock : arguments.locks()) {
            Path file = Semaphores.file(lock);
            boolean existed = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            try (GlobalLocks locks = GlobalLocks.create(
                    arguments.has(Option.MODE) || arguments.has(Option.GROUP)
                            ? options
                            : Opening.withModeOf(lock, options))) {
                locks.get(lock);
            }
            check(arguments, lock, file, options);
            console.say("<" + Semaphores.bare(lock) + "> " + (existed ? "exists" : "created"));
        }
        return ExitStatus.DONE;
    }

    /** @throws RefusedException if the lock is there and not as it was asked for */
    private static void check(Arguments arguments, String lock, Path file, LockOptions options) {
        try {
            int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
            boolean asked = arguments.has(Option.MODE) || arguments.has(Option.GROUP);
            String group = Files.getAttribute(file, "posix:group", LinkOption.NOFOLLOW_LINKS)
                    .toString();
            String number = Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS)
                    .toString();
            String wanted = options.group().orElse(group);
            if ((asked && mode != options.mode()) || !(wanted.equals(group) || wanted.equals(number))) {
                throw new RefusedException("the lock " + Semaphores.bare(lock) + " exists already, with mode 0"
                        + Integer.toOctalString(mode) + " and group " + group + ". Change those of " + file
                        + ", or remove it when nothing uses it.");
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new RefusedException("the lock " + Semaphores.bare(lock) + " cannot be looked at: " + e.getMessage());
        }
    }
}
