package io.globallock.benchmarks.rival;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.Variadic;
import org.jspecify.annotations.Nullable;

/** The calls of the C library that the rivals make themselves. Public for JNR's generated class. */
public interface Libc {

    /** Loads it. */
    static Libc load() {
        return LibraryLoader.create(Libc.class).load("c");
    }

    @Variadic(fixedCount = 2)
    @Nullable
    Pointer sem_open(byte[] name, int flags, int mode, int value);

    int sem_close(Pointer semaphore);

    int sem_trywait(Pointer semaphore);

    int sem_post(Pointer semaphore);

    int usleep(int micros);
}
