package io.globallock.posix;

import org.jspecify.annotations.Nullable;

/**
 * The open file of a semaphore, looked at before anything of it is mapped: all that is checked and used is of this one descriptor,
 * whatever the name leads to meanwhile. Linux with glibc. Whoever opens it closes it.
 */
final class SemaphoreDescriptor {

    private static final int OPEN_TRIES = 100;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;

    final int fd;
    final FileIdentity identity;
    private final SemaphoreName name;

    private SemaphoreDescriptor(SemaphoreName name, int fd, FileIdentity identity) {
        this.name = name;
        this.fd = fd;
        this.identity = identity;
    }

    /**
     * The semaphore of a name.
     *
     * @param create makes it where there is none, unless somebody else was faster
     * @throws SemaphoreRefusedException if the file is no semaphore of this libc, or of a user who is not trusted
     * @throws PosixException if the system refuses
     */
    static SemaphoreDescriptor open(SemaphoreName name, SemaphorePermissions permissions, Runnable create) {
        for (int i = 0; i < OPEN_TRIES; i++) {
            SemaphoreDescriptor file = openExisting(name, permissions);
            if (file != null) {
                return file;
            }
            create.run();
        }
        throw C.failure("sem_open", name.value(), ErrorNumber.ENOENT);
    }

    /** As {@link #open}; null if there is none. */
    static @Nullable SemaphoreDescriptor openExisting(SemaphoreName name, SemaphorePermissions permissions) {
        FileOwnership.group(name, permissions);
        NativeMemory path = NativeMemory.string(name.path().toString());
        NativeMemory buffer = FileIdentity.buffer();
        int fd;
        do {
            fd = C.Linux.open(path, OpenFlag.OF_A_SEMAPHORE);
        } while (fd < 0 && C.errno() == ErrorNumber.EINTR);
        if (fd < 0) {
            int errno = C.errno();
            if (errno == ErrorNumber.ENOENT) {
                return null;
            }
            throw C.failure("open", name.path().toString(), errno);
        }
        try {
            FileIdentity identity = FileIdentity.of(fd, name.value(), buffer);
            check(name, fd, identity, permissions);
            return new SemaphoreDescriptor(name, fd, identity);
        } catch (RuntimeException | Error e) {
            C.Linux.close(fd);
            throw e;
        }
    }

    private static void check(SemaphoreName name, int fd, FileIdentity identity, SemaphorePermissions permissions) {
        if (!identity.isRegular()) {
            throw SemaphoreFileCheck.refused(name, "is no regular file. Remove it, or use another name.");
        }
        FileOwnership.check(name, identity, permissions);
        SemaphoreFileCheck.checkSize(name, identity.size());
        NativeMemory head = new NativeMemory(SemaphoreFileCheck.LEAST_SIZE);
        long read = C.Linux.pread(fd, head, SemaphoreFileCheck.LEAST_SIZE, 0);
        if (read < 0) {
            throw C.failure("pread", name.path().toString(), C.errno());
        }
        SemaphoreFileCheck.checkSize(name, read); // it may have been truncated since
        SemaphoreFileCheck.checkShared(name, SemaphoreFileCheck.shared(head.bytes));
    }

    /** A second description of the same file: locks that are taken through the one are not the other's. */
    int reopen() {
        String path = "/proc/self/fd/" + fd;
        int second = C.Linux.open(NativeMemory.string(path), OpenFlag.O_RDWR | OpenFlag.O_CLOEXEC);
        if (second < 0) {
            throw C.failure("open", path, C.errno());
        }
        return second;
    }

    /** Maps the beginning of an open file; the mapping keeps its description alive. */
    static long map(SemaphoreName name, int fd, int size) {
        long address = C.Linux.mmap(0, size, PROT_READ_WRITE, MAP_SHARED, fd, 0);
        if (address == -1) {
            throw C.failure("mmap", name.value(), C.errno());
        }
        return address;
    }

    void close() {
        C.Linux.close(fd);
    }

    @Override
    public String toString() {
        return name.path() + " as descriptor " + fd;
    }
}
