package io.globallock.posix;

import static com.kenai.jffi.Type.POINTER;
import static com.kenai.jffi.Type.SINT32;
import static com.kenai.jffi.Type.SINT64;
import static com.kenai.jffi.Type.UINT32;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The C functions that are called, under their own names: semaphore.h as every system has it, and in {@link Linux} the rest.
 * Pointers are addresses, and {@link NativeMemory} where the memory is ours. Loading takes some 100 ms, once.
 */
final class C {

    static {
        JffiLoader.await();
    }

    /** Gives mappings back when nobody can reach them any more. */
    static final Cleaner CLEANER = Cleaner.create();

    private static final CFunction SEM_OPEN =
            CFunction.variadic("sem_open", 2, POINTER, POINTER, SINT32, UINT32, UINT32);
    private static final CFunction SEM_CLOSE = CFunction.of("sem_close", SINT32, POINTER);
    private static final CFunction SEM_UNLINK = CFunction.of("sem_unlink", SINT32, POINTER);
    private static final CFunction SEM_GETVALUE = CFunction.of("sem_getvalue", SINT32, POINTER, POINTER);

    // Keeping errno is a third of a call, so what failed is called once more for it.
    private static final CFunction SEM_TRYWAIT = CFunction.withoutErrno("sem_trywait", SINT32, POINTER);
    private static final CFunction SEM_POST = CFunction.withoutErrno("sem_post", SINT32, POINTER);
    private static final CFunction SEM_TRYWAIT_ERRNO = CFunction.of("sem_trywait", SINT32, POINTER);
    private static final CFunction SEM_POST_ERRNO = CFunction.of("sem_post", SINT32, POINTER);

    private C() {}

    /** errno of this thread's last call: meaningless unless that call failed. */
    static int errno() {
        return CFunction.errno();
    }

    static PosixException failure(String call, String name, int errno) {
        return new PosixException(call, name, errno, Advice.of(call, name, errno));
    }

    /** 0 or -1 if it failed, as systems differ. */
    static long sem_open(NativeMemory name, int flags, int mode, int value) {
        try {
            return SEM_OPEN.call(name.address, flags, mode, value);
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    static int sem_close(long semaphore) {
        return (int) SEM_CLOSE.call(semaphore);
    }

    static int sem_unlink(NativeMemory name) {
        try {
            return (int) SEM_UNLINK.call(name.address);
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    static int sem_trywait(long semaphore) {
        return (int) SEM_TRYWAIT.call(semaphore) == 0 ? 0 : (int) SEM_TRYWAIT_ERRNO.call(semaphore);
    }

    static int sem_post(long semaphore) {
        return (int) SEM_POST.call(semaphore) == 0 ? 0 : (int) SEM_POST_ERRNO.call(semaphore);
    }

    static int sem_getvalue(long semaphore, NativeMemory value) {
        try {
            return (int) SEM_GETVALUE.call(semaphore, value.address);
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    /** {@code sem_clockwait}, of which some systems have none: glibc before 2.30, and macOS. */
    static final class ClockWait {

        private static final @Nullable CFunction SEM_CLOCKWAIT =
                Platform.LINUX ? CFunction.find("sem_clockwait", SINT32, POINTER, SINT32, POINTER) : null;

        private ClockWait() {}

        static boolean isKnown() {
            return SEM_CLOCKWAIT != null;
        }

        /** Only where {@link #isKnown()}. */
        static int sem_clockwait(long semaphore, int clock, NativeMemory deadline) {
            CFunction function = SEM_CLOCKWAIT;
            if (function == null) {
                throw new UnsatisfiedLinkError("sem_clockwait");
            }
            try {
                return (int) function.call(semaphore, clock, deadline.address);
            } finally {
                Reference.reachabilityFence(deadline);
            }
        }
    }

    /** What only Linux has, or only the owned mechanism needs, looked up when first needed. */
    static final class Linux {

        private static final CFunction GNU_GET_LIBC_VERSION = CFunction.of("gnu_get_libc_version", POINTER);
        private static final CFunction SEM_INIT = CFunction.of("sem_init", SINT32, POINTER, SINT32, UINT32);
        private static final CFunction SEM_WAIT = CFunction.of("sem_wait", SINT32, POINTER);
        private static final CFunction SEM_TIMEDWAIT = CFunction.of("sem_timedwait", SINT32, POINTER, POINTER);
        private static final CFunction OPEN = CFunction.of("open", SINT32, POINTER, SINT32, UINT32);
        private static final CFunction CLOSE = CFunction.of("close", SINT32, SINT32);
        private static final CFunction FCNTL = CFunction.of("fcntl", SINT32, SINT32, SINT32, SINT64);
        private static final CFunction FCHMOD = CFunction.of("fchmod", SINT32, SINT32, UINT32);
        private static final CFunction FCHOWN = CFunction.of("fchown", SINT32, SINT32, UINT32, UINT32);
        private static final CFunction LINKAT =
                CFunction.of("linkat", SINT32, SINT32, POINTER, SINT32, POINTER, SINT32);
        private static final CFunction PREAD = CFunction.of("pread", SINT64, SINT32, POINTER, SINT64, SINT64);
        private static final CFunction PWRITE = CFunction.of("pwrite", SINT64, SINT32, POINTER, SINT64, SINT64);
        private static final CFunction FALLOCATE = CFunction.of("fallocate", SINT32, SINT32, SINT32, SINT64, SINT64);
        private static final CFunction STATX = CFunction.of("statx", SINT32, SINT32, POINTER, SINT32, UINT32, POINTER);
        private static final CFunction MMAP =
                CFunction.of("mmap", POINTER, POINTER, SINT64, SINT32, SINT32, SINT32, SINT64);
        private static final CFunction MUNMAP = CFunction.of("munmap", SINT32, POINTER, SINT64);

        /** futex(2) has no wrapper in libc. */
        private static final CFunction SYSCALL =
                CFunction.of("syscall", SINT64, SINT64, POINTER, SINT64, SINT64, POINTER);

        private Linux() {}

        /** A string in C, which nobody reads. */
        static long gnu_get_libc_version() {
            return GNU_GET_LIBC_VERSION.call();
        }

        static int sem_init(NativeMemory semaphore, int shared, int value) {
            try {
                return (int) SEM_INIT.call(semaphore.address, shared, value);
            } finally {
                Reference.reachabilityFence(semaphore);
            }
        }

        static int sem_wait(long semaphore) {
            return (int) SEM_WAIT.call(semaphore);
        }

        static int sem_timedwait(long semaphore, NativeMemory deadline) {
            try {
                return (int) SEM_TIMEDWAIT.call(semaphore, deadline.address);
            } finally {
                Reference.reachabilityFence(deadline);
            }
        }

        /** Variadic in C, as fcntl and syscall: on Linux such arguments are passed as all others. */
        static int open(NativeMemory path, int flags) {
            try {
                return (int) OPEN.call(path.address, flags, 0);
            } finally {
                Reference.reachabilityFence(path);
            }
        }

        static int close(int fd) {
            return (int) CLOSE.call(fd);
        }

        static int fcntl(int fd, int command, long argument) {
            return (int) FCNTL.call(fd, command, argument);
        }

        static int fcntl(int fd, int command, NativeMemory argument) {
            try {
                return (int) FCNTL.call(fd, command, argument.address);
            } finally {
                Reference.reachabilityFence(argument);
            }
        }

        static int fchmod(int fd, int mode) {
            return (int) FCHMOD.call(fd, mode);
        }

        /** @param owner or group: -1 leaves it as it is */
        static int fchown(int fd, int owner, int group) {
            return (int) FCHOWN.call(fd, owner, group);
        }

        static int linkat(int fromDir, NativeMemory from, int toDir, NativeMemory to, int flags) {
            try {
                return (int) LINKAT.call(fromDir, from.address, toDir, to.address, flags);
            } finally {
                Reference.reachabilityFence(from);
                Reference.reachabilityFence(to);
            }
        }

        static long pread(int fd, NativeMemory bytes, long length, long offset) {
            try {
                return PREAD.call(fd, bytes.address, length, offset);
            } finally {
                Reference.reachabilityFence(bytes);
            }
        }

        static long pwrite(int fd, NativeMemory bytes, long length, long offset) {
            try {
                return PWRITE.call(fd, bytes.address, length, offset);
            } finally {
                Reference.reachabilityFence(bytes);
            }
        }

        static int fallocate(int fd, int mode, long offset, long length) {
            return (int) FALLOCATE.call(fd, mode, offset, length);
        }

        static int statx(int dirFd, NativeMemory path, int flags, int mask, NativeMemory result) {
            try {
                return (int) STATX.call(dirFd, path.address, flags, mask, result.address);
            } finally {
                Reference.reachabilityFence(path);
                Reference.reachabilityFence(result);
            }
        }

        static long mmap(long address, long length, int protection, int flags, int fd, long offset) {
            return MMAP.call(address, length, protection, flags, fd, offset);
        }

        static int munmap(long address, long length) {
            return (int) MUNMAP.call(address, length);
        }

        static long futex(int number, long word, int operation, int value, @Nullable NativeMemory timeout) {
            try {
                return SYSCALL.call(
                        number, word, operation, Integer.toUnsignedLong(value), timeout == null ? 0 : timeout.address);
            } finally {
                Reference.reachabilityFence(timeout);
            }
        }
    }
}
