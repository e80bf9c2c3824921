package io.globallock.posix;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Looks at a semaphore's file before libc maps it, and refuses what libc would die of or misread. Linux with glibc. */
final class SemaphoreFileCheck {

    /** FUTEX_SHARED in glibc's sem_t of a named semaphore (sysdeps/nptl/internaltypes.h, struct new_sem). */
    static final int GLIBC_SHARED = 128;

    private static final int SIZE_64 = 32;
    private static final int SHARED_OFFSET_64 = 8;
    private static final int SIZE_32 = 16;
    private static final int SHARED_OFFSET_32 = 4;

    /** sizeof(sem_t). */
    static final int LEAST_SIZE = Platform.BITS_64 ? SIZE_64 : SIZE_32;

    private SemaphoreFileCheck() {}

    /** @throws SemaphoreRefusedException if a file exists that is no semaphore of this libc */
    static void check(SemaphoreName name) {
        Path path = name.path();
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (file.isSymbolicLink()) {
                throw refused(name, "is a symbolic link, which is never followed. Remove the link.");
            }
            if (!file.isRegularFile()) {
                throw refused(name, "is no regular file. Remove it, or use another name.");
            }
            checkSize(name, file.size());
            checkLayout(name, path);
        } catch (IOException e) {
            // Nothing there, or not any more, or not readable for us: sem_open decides what that means, and says why.
        }
    }

    static void checkSize(SemaphoreName name, long size) {
        if (size < LEAST_SIZE) {
            throw refused(
                    name,
                    "has " + size + " bytes and a semaphore has at least " + LEAST_SIZE
                            + (Platform.BITS_64 && size == SIZE_32 ? " (16: made by a 32-bit program)" : "")
                            + ". Remove the file if nothing uses it.");
        }
    }

    private static void checkLayout(SemaphoreName name, Path path) throws IOException {
        byte[] head = new byte[SIZE_32];
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.readFully(head);
        }
        checkShared(name, shared(ByteBuffer.wrap(head).order(ByteOrder.nativeOrder())));
    }

    /** What stands where this glibc marks a semaphore that processes share. */
    static int shared(ByteBuffer semaphore) {
        return semaphore.getInt(Platform.BITS_64 ? SHARED_OFFSET_64 : SHARED_OFFSET_32);
    }

    static void checkShared(SemaphoreName name, int shared) {
        if (shared != GLIBC_SHARED) {
            throw refused(
                    name,
                    "is not laid out as this libc lays out a semaphore (word " + shared + " where " + GLIBC_SHARED
                            + " belongs): made by musl, by a 32-bit program, or no semaphore at all. Remove the file if"
                            + " nothing uses it.");
        }
    }

    static SemaphoreRefusedException refused(SemaphoreName name, String why) {
        return new SemaphoreRefusedException(name.value(), name.path() + " " + why);
    }
}
