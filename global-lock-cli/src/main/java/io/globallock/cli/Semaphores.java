package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The machine's semaphores, looked at from outside. */
final class Semaphores {

    static final String MAKE_SHM =
            "sudo mkdir -p /dev/shm && sudo mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs /dev/shm";
    static final String NO_SHM = "there is no /dev/shm, so there are no locks between processes. Say:" + " " + MAKE_SHM;

    private Semaphores() {}

    /** Where glibc keeps a semaphore. */
    static Path file(String lock) {
        return Path.of("/dev/shm", "sem." + bare(lock));
    }

    /** A name without its slash. */
    static String bare(String lock) {
        return lock.startsWith("/") ? lock.substring(1) : lock;
    }

    /** @throws RefusedException if there are no locks on this machine at all */
    static void checkShm() {
        if (!Files.isDirectory(Path.of("/dev/shm"))) {
            throw new RefusedException(NO_SHM);
        }
    }

    /** @throws RefusedException if there is no lock of that name */
    static LockStatus existing(String lock) {
        Optional<LockStatus> status = LockInspector.inspect(lock);
        if (status.isEmpty()) {
            checkShm();
            throw new RefusedException(
                    "there is no lock " + bare(lock) + " on this machine. \"global-lock list\" shows the"
                            + " locks that exist, \"global-lock " + bare(lock) + " get\" would make it.");
        }
        return status.get();
    }
}
