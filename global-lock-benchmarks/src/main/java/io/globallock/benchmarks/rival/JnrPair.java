package io.globallock.benchmarks.rival;

import java.nio.charset.StandardCharsets;
import jnr.constants.platform.OpenFlags;
import jnr.ffi.Pointer;

/** libc's calls through JNR and nothing else: what any Java program pays that uses a POSIX semaphore this way. */
final class JnrPair implements Pair {

    private final Libc libc = Libc.load();
    private final Pointer semaphore;

    JnrPair(String name) {
        byte[] cName = ("/" + name + "\0").getBytes(StandardCharsets.US_ASCII);
        Pointer opened = libc.sem_open(cName, OpenFlags.O_CREAT.intValue(), 0600, 1);
        if (opened == null) {
            throw new IllegalStateException("sem_open(/" + name + ") failed");
        }
        this.semaphore = opened;
    }

    @Override
    public void once() {
        if (libc.sem_trywait(semaphore) != 0 || libc.sem_post(semaphore) != 0) {
            throw new IllegalStateException("the semaphore is in use");
        }
    }

    @Override
    public void close() {
        libc.sem_close(semaphore);
    }
}
