package io.globallock.cli;

import io.globallock.LockUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An error as one line: what is in the way, whose it is, and the way out. */
final class Complaint {

    private static final Path SHM = Path.of("/dev/shm");

    private Complaint() {}

    /** Whether the semaphore is another user's, or its mode shuts this one out. */
    static boolean isDenied(String lock) {
        Path file = Semaphores.file(lock);
        return Files.exists(file) && !Files.isReadable(file);
    }

    static String of(RuntimeException e) {
        if (e instanceof LockUnavailableException unavailable) {
            Path file = Semaphores.file(unavailable.lockName());
            if (!Files.isDirectory(SHM)) {
                return Semaphores.NO_SHM;
            }
            if (Semaphores.isReadOnly() && !Files.isWritable(SHM)) {
                return Semaphores.READ_ONLY;
            }
            if (Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file))) {
                return "no permission for " + owned(file)
                        + ". Run as that user, or let both have a group and the mode 0660.";
            }
            if (!Files.exists(file) && !Files.isWritable(SHM)) {
                return "no permission to make a semaphore in " + owned(SHM) + ". It needs the mode 1777.";
            }
        }
        return String.valueOf(e.getMessage());
    }

    /** A file, whose it is, its mode, and who is asking. */
    static String owned(Path file) {
        return file + ": it belongs to " + owner(file) + " with mode " + mode(file) + ", and this is "
                + System.getProperty("user.name");
    }

    static String owner(Path file) {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "an unknown user";
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}
