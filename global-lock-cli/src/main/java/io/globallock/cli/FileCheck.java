package io.globallock.cli;

import io.globallock.LockUsers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/**
 * Whether a lock's file is a semaphore of this machine's glibc, and whether the right users may use it.
 *
 * @param name the lock's, without the slash
 */
record FileCheck(String name) {

    // struct new_sem of glibc: 64-bit 32 bytes with the word 128 at 8, 32-bit 16 bytes with it at 4
    private static final int SIZE_64 = 32;
    private static final int SHARED_64 = 8;
    private static final int SIZE_32 = 16;
    private static final int SHARED_32 = 4;
    private static final int SHARED = 128;

    void findings(List<Finding> findings) {
        Path file = Semaphores.file(name);
        checkMusl(findings);
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!facts.isRegularFile()) {
                add(findings, file + " is no regular file. libc makes no semaphore of it.", remove(file));
            } else if (!Files.isReadable(file) || !(Files.isWritable(file) || Semaphores.isReadOnly())) {
                add(
                        findings,
                        "No permission for " + Complaint.owned(file)
                                + ". Let both users have a group and give it the file.",
                        "sudo chgrp GROUP " + Shell.quote(file.toString()) + " && sudo chmod 0660 "
                                + Shell.quote(file.toString()));
            } else {
                checkContent(file, facts.size(), findings);
                checkMode(file, findings);
            }
        } catch (IOException e) {
            // It is gone: nothing is wrong with what is not there.
        }
    }

    private void checkContent(Path file, long size, List<Finding> findings) throws IOException {
        byte[] head = new byte[SIZE_64];
        int read;
        try (var in = Files.newInputStream(file)) {
            read = in.readNBytes(head, 0, head.length);
        }
        ByteBuffer words = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder());
        if (size == SIZE_32 && words.getInt(SHARED_32) == SHARED) {
            add(
                    findings,
                    file
                            + " was made by a 32-bit program, whose semaphores exclude no 64-bit program. End it, then remove it.",
                    remove(file));
        } else if (size < SIZE_64 || read < SIZE_64) {
            add(findings, file + " has " + size + " bytes, too few for a semaphore: libc dies of it.", remove(file));
        } else if (words.getInt(SHARED_64) != SHARED) {
            add(
                    findings,
                    file + " is not laid out as glibc lays out a semaphore: made by musl, or no semaphore at all.",
                    remove(file));
        }
    }

    /** musl keeps the semaphore NAME in /dev/shm/NAME, where resource_lock keeps a text: of another size. */
    private void checkMusl(List<Finding> findings) {
        Path file = Path.of("/dev/shm", name);
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (facts.isRegularFile() && (facts.size() == SIZE_64 || facts.size() == SIZE_32)) {
                add(
                        findings,
                        file
                                + " looks like the semaphore of a musl program (Alpine): it and glibc's programs do not exclude"
                                + " each other. Build it for glibc.",
                        "");
            }
        } catch (IOException e) {
            // There is none.
        }
    }

    private void checkMode(Path file, List<Finding> findings) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            add(
                    findings,
                    "Every user of the machine may lock, free or truncate " + file
                            + ", which ends programs that use it.",
                    isOwn(file) ? "chmod o-rwx " + Shell.quote(file.toString()) : "");
        }
        boolean groupReads = mode.contains(PosixFilePermission.GROUP_READ);
        if (groupReads != mode.contains(PosixFilePermission.GROUP_WRITE)) {
            add(
                    findings,
                    "The group of " + file + " may "
                            + (groupReads ? "read it but not lock it." : "write it but not read it."),
                    isOwn(file) ? "chmod g=rw " + Shell.quote(file.toString()) : "");
        }
    }

    private void add(List<Finding> findings, String what, String mend) {
        findings.add(new Finding(name + ": " + what, mend));
    }

    /** Only for what is this user's own and in nobody's use that can be seen. */
    private String remove(Path file) {
        return isOwn(file) && LockUsers.look().of(name).isEmpty() ? "rm -- " + Shell.quote(file.toString()) : "";
    }

    private static boolean isOwn(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                    .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false; // gone, or nobody can tell
        }
    }
}
