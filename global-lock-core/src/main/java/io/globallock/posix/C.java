package io.globallock.posix;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import jnr.constants.platform.Errno;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.Variadic;
import org.jspecify.annotations.Nullable;

/**
 * The C library and errno. Loading takes 150 to 300 ms, once. Strings are passed as NUL-ended bytes, because JNR would encode
 * them with the platform's charset. The interfaces are public for JNR's generated classes only.
 */
final class C {

    static final int EINTR = Errno.EINTR.intValue();
    static final int EAGAIN = Errno.EAGAIN.intValue();
    static final int ETIMEDOUT = Errno.ETIMEDOUT.intValue();
    static final int ENOENT = Errno.ENOENT.intValue();
    static final int EEXIST = Errno.EEXIST.intValue();

    static final Semaphores SEM = load(Semaphores.class);

    /** Gives mappings back when nobody can reach them any more. */
    static final Cleaner CLEANER = Cleaner.create();

    private static final Runtime RUNTIME = Runtime.getRuntime(SEM);

    private C() {}

    /** errno of this thread's last call: meaningless unless that call failed. */
    static int errno() {
        return RUNTIME.getLastError();
    }

    /** A NUL-ended copy; names and paths are ASCII by now. */
    static byte[] string(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** Zeroed memory outside the heap, freed with the returned object. Not JNR's own, which starts java.util.logging. */
    static Pointer memory(int bytes) {
        return Pointer.wrap(RUNTIME, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
    }

    static PosixException failure(String call, String name, int errno) {
        return new PosixException(call, name, errno, Advice.of(call, errno));
    }

    private static <T> T load(Class<T> functions) {
        return load(LibraryLoader.create(functions));
    }

    /** By the library's full name: for "c" JNR goes through the machine's library directories, which costs 4 ms each time. */
    private static <T> T load(LibraryLoader<T> loader) {
        return loader.load(jnr.ffi.Platform.getNativePlatform().getStandardCLibraryName());
    }

    /** semaphore.h, as every system has it. */
    public interface Semaphores {

        /** Variadic in C: macOS on arm64 passes the last two in another way. */
        @Variadic(fixedCount = 2)
        @Nullable
        Pointer sem_open(byte[] name, int flags, int mode, int value);

        int sem_close(Pointer semaphore);

        int sem_unlink(byte[] name);

        /** Keeps no errno, which saves a tenth: {@link WithErrno} does. */
        @IgnoreError
        int sem_trywait(Pointer semaphore);

        /** As {@link #sem_trywait}. */
        @IgnoreError
        int sem_post(Pointer semaphore);

        int sem_getvalue(Pointer semaphore, int[] value);
    }

    /** The calls of which {@link Semaphores} keeps no errno, for when they fail. */
    public interface WithErrno {

        int sem_trywait(Pointer semaphore);

        int sem_post(Pointer semaphore);
    }

    /** {@link WithErrno}, loaded when first needed. */
    static final class Failing {

        static final WithErrno LIB = load(WithErrno.class);

        private Failing() {}
    }

    /** {@code sem_clockwait}: glibc 2.30 and later. */
    public interface ClockWait {

        int sem_clockwait(Pointer semaphore, int clock, Pointer time);
    }

    /** {@link ClockWait} where libc has it; null elsewhere. */
    static final class Clock {

        static final @Nullable ClockWait LIB = find();

        private Clock() {}

        private static @Nullable ClockWait find() {
            if (!Platform.LINUX) {
                return null;
            }
            try {
                return load(LibraryLoader.create(ClockWait.class).failImmediately());
            } catch (UnsatisfiedLinkError e) {
                return null; // glibc before 2.30
            }
        }
    }

    /** What only Linux has, or only the owned mechanism needs. */
    public interface LinuxCalls {

        int sem_init(Pointer semaphore, int shared, int value);

        int sem_wait(Pointer semaphore);

        int sem_timedwait(Pointer semaphore, Pointer realtime);

        /** A string in C, which nobody reads: JNR's converter for strings costs 18 ms. */
        @Nullable
        Pointer gnu_get_libc_version();

        @Variadic(fixedCount = 2)
        int open(byte[] path, int flags, int mode);

        int close(int fd);

        /** Not declared as variadic: on Linux integers are passed alike, and JNR is several times faster. */
        int fcntl(int fd, int command, long argument);

        int fchmod(int fd, int mode);

        int fallocate(int fd, int mode, long offset, long length);

        int statx(int dirFd, byte[] path, int flags, int mask, Pointer result);

        /** Declared as variadic: else JNR 2.3.1 passes six arguments wrongly, and the kernel answers EINVAL. */
        @Variadic(fixedCount = 6)
        long mmap(long address, long length, int protection, int flags, int fd, long offset);

        int munmap(long address, long length);

        /** futex(2) has no wrapper in libc. Five arguments, not declared as variadic: see {@link #fcntl}. */
        long syscall(long number, long address, long operation, long value, long timeout);
    }

    /** {@link LinuxCalls}, loaded when first needed. */
    static final class Linux {

        static final LinuxCalls LIB = load(LinuxCalls.class);

        private Linux() {}
    }
}
