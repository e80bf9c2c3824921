package io.globallock.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
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

    /**
     * By its name: what is opened by libc may be another file by then.
     *
     * @throws SemaphoreRefusedException if a file exists that is no semaphore of this libc
     */
    static void check(SemaphoreName name) {
        try {
            checkType(name);
            try (FileChannel file = ReadOnlyFile.open(name.path())) {
                check(name, file);
            }
        } catch (IOException e) {
            // Nothing there, or not any more, or not readable for us: sem_open decides what that means, and says why.
        }
    }

    /** @throws SemaphoreRefusedException if the name leads to what no semaphore is kept in */
    static void checkType(SemaphoreName name) throws IOException {
        BasicFileAttributes file = ReadOnlyFile.attributes(name.path());
        if (file.isSymbolicLink()) {
            throw refused(name, "is a symbolic link, which is never followed. Remove the link.");
        }
        if (!file.isRegularFile()) {
            throw refused(name, "is no regular file. Remove it, or use another name.");
        }
    }

    /** @throws SemaphoreRefusedException if the open file is no semaphore of this libc */
    static void check(SemaphoreName name, FileChannel file) throws IOException {
        checkSize(name, file.size());
        ByteBuffer head = ByteBuffer.allocate(LEAST_SIZE).order(ByteOrder.nativeOrder());
        checkSize(name, Math.max(file.read(head, 0), 0)); // it may have been truncated since
        checkShared(name, shared(head));
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
