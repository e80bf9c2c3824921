package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The machine's semaphores, looked at from outside. */
final class Semaphores {

    private static final Path SHM = Path.of("/dev/shm");
    static final String MAKE_SHM =
            "sudo mkdir -p /dev/shm && sudo mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs /dev/shm";
    static final String NO_SHM = "there is no /dev/shm, so there are no locks between processes. Say:" + " " + MAKE_SHM;

    static final String REMOUNT = "sudo mount -o remount,rw /dev/shm";
    static final String READ_ONLY = "/dev/shm is mounted read-only, so no lock can be taken. Say: " + REMOUNT
            + ", or give this container or service a /dev/shm that may be written.";

    private Semaphores() {}

    /** Whether the last of the file systems that are mounted at /dev/shm, which hides the others, is read-only: proc_pid_mounts(5). */
    static boolean isReadOnly() {
        boolean readOnly = false;
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/mounts"), StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(" ", 5); // device, folder, type, options
                if (fields.length == 5 && fields[1].equals(SHM.toString())) {
                    readOnly = fields[3].equals("ro") || fields[3].startsWith("ro,");
                }
            }
        } catch (IOException e) {
            return false; // no /proc: nobody knows
        }
        return readOnly;
    }

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
