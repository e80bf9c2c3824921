package io.globallock.posix;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX named semaphore: a counter that processes share by name, as sem_overview(7) describes it and Python's posix_ipc uses
 * it.
 *
 * <table>
 * <caption>What a call does, by value</caption>
 * <tr><th>call</th><th>value 0</th><th>value n, 1 or more</th></tr>
 * <tr><td>{@link #tryWait()}</td><td>false</td><td>true, n-1</td></tr>
 * <tr><td>{@link #timedWait(Duration)}</td><td>waits; false when the time is up</td><td>true, n-1</td></tr>
 * <tr><td>{@link #waitInterruptibly()}</td><td>waits</td><td>n-1</td></tr>
 * <tr><td>{@link #post()}</td><td>1, or a waiter goes on</td><td>n+1; EOVERFLOW at 2147483647</td></tr>
 * </table>
 *
 * <p>Thread-safe, also against {@link #close()}. Nobody owns a semaphore, it is not
 * fair, and a holder that dies leaves it as it is. Waits see an interrupt within 20 ms, because a signal to the JVM does not
 * wake a native wait. A post happens-before the wait it lets through, for memory that the processes share.
 */
public final class NamedSemaphore implements AutoCloseable {

    private static final int WORD_SIZE = 8;

    /** glibc's layout, which {@link SemaphoreFileCheck} has seen: no call is needed to read the value. */
    private static final boolean VALUE_IN_WORD = Platform.LINUX && Platform.BITS_64 && Platform.LITTLE_ENDIAN;

    private final SemaphoreName name;
    private final long semaphore;
    private final @Nullable ByteBuffer word;
    private final SlicedWait waits;

    private volatile boolean closed;

    private NamedSemaphore(SemaphoreName name, long semaphore) {
        this.name = name;
        this.semaphore = semaphore;
        this.word = VALUE_IN_WORD ? NativeMemory.view(semaphore, WORD_SIZE) : null;
        this.waits = SlicedWait.forThisSystem();
        C.CLEANER.register(this, new Unmap(semaphore));
    }

    /**
     * Opens a semaphore. A file that exists is looked at first: libc would die of SIGBUS at the first post to one that is too
     * short, and its owner can do what he likes with it.
     *
     * @throws SemaphoreRefusedException if the file that exists is no semaphore of this libc, or of a user who is not trusted
     * @throws PosixException if the system refuses
     */
    public static NamedSemaphore open(SemaphoreName name, SemaphoreOpening opening) {
        return Platform.isKnownLinux() ? openFile(name, opening) : openByLibc(name, opening);
    }

    /** As glibc does it, but through one descriptor that has been looked at. */
    private static NamedSemaphore openFile(SemaphoreName name, SemaphoreOpening opening) {
        SemaphorePermissions permissions = opening.permissions();
        int value = opening.initialValue();
        boolean anew = opening.creation() == SemaphoreOpening.Creation.NEW;
        if (anew && !NewSemaphoreFile.plain(name, permissions, value)) {
            throw C.failure("sem_open", name.value(), ErrorNumber.EEXIST);
        }
        SemaphoreDescriptor file = opening.creation() == SemaphoreOpening.Creation.IF_MISSING
                ? SemaphoreDescriptor.open(name, permissions, () -> NewSemaphoreFile.plain(name, permissions, value))
                : SemaphoreDescriptor.openExisting(name, permissions);
        if (file == null) {
            throw C.failure("sem_open", name.value(), ErrorNumber.ENOENT);
        }
        try {
            return new NamedSemaphore(name, SemaphoreDescriptor.map(name, file.fd, SemaphoreFileCheck.LEAST_SIZE));
        } finally {
            file.close();
        }
    }

    private static NamedSemaphore openByLibc(SemaphoreName name, SemaphoreOpening opening) {
        if (opening.permissions().group().isPresent()) {
            throw new SemaphoreRefusedException(
                    name.value(),
                    "a new semaphore cannot be given a group on this system. Leave the option group out.");
        }
        if (Platform.LINUX) {
            SemaphoreFileCheck.check(name);
        }
        int flags =
                switch (opening.creation()) {
                    case EXISTING -> 0;
                    case IF_MISSING -> OpenFlag.O_CREAT;
                    case NEW -> OpenFlag.O_CREAT | OpenFlag.O_EXCL;
                };
        int mode = opening.permissions().mode();
        while (true) {
            long opened = C.sem_open(NativeMemory.string(name.value()), flags, mode, opening.initialValue());
            if (opened != 0 && opened != -1) {
                return new NamedSemaphore(name, opened);
            }
            int errno = C.errno();
            if (errno != ErrorNumber.EINTR) {
                throw C.failure("sem_open", name.value(), errno);
            }
        }
    }

    /**
     * Removes the name. Whoever has the semaphore open goes on with it; whoever opens the name later gets another one.
     *
     * @throws PosixException ENOENT if there is none, EACCES if it belongs to another user
     */
    public static void unlink(SemaphoreName name) {
        if (C.sem_unlink(NativeMemory.string(name.value())) != 0) {
            throw C.failure("sem_unlink", name.value(), C.errno());
        }
    }

    /** The name it was opened by. */
    public SemaphoreName name() {
        return name;
    }

    /** Takes one off the value if it is above 0. Never waits. */
    public boolean tryWait() {
        checkOpen();
        try {
            return tryWaitOnce(semaphore, name);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Takes one off the value as soon as it is above 0.
     *
     * @param timeout zero or more, on the monotonic clock; cut to 292 years
     * @return false if the time was up
     * @throws InterruptedException if the thread is interrupted before or while it waits; the value is untouched
     * @throws IllegalArgumentException if the timeout is negative
     */
    public boolean timedWait(Duration timeout) throws InterruptedException {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + " is negative; Duration.ZERO means try once");
        }
        long nanos = timeout.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : timeout.toNanos();
        return await(nanos, WaitCancellation.NEVER);
    }

    /**
     * Takes one off the value as soon as it is above 0, however long that takes.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; the value is untouched
     */
    public void waitInterruptibly() throws InterruptedException {
        await(Long.MAX_VALUE, WaitCancellation.NEVER);
    }

    /**
     * Takes one off the value, as {@link #timedWait}, for a wait that others may cancel.
     *
     * @param nanos how long at most; {@link Long#MAX_VALUE} for ever
     * @throws InterruptedException if the thread is interrupted or the wait cancelled; the value is untouched
     */
    public boolean await(long nanos, WaitCancellation cancellation) throws InterruptedException {
        checkOpen();
        try {
            long start = System.nanoTime();
            while (true) {
                if (Thread.interrupted() || cancellation.isCancelled()) {
                    throw new InterruptedException();
                }
                if (tryWaitOnce(semaphore, name)) {
                    return true;
                }
                long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                if (waits.await(semaphore, name, Math.min(left, SlicedWait.SLICE_NANOS * cancellation.patience()))) {
                    return true;
                }
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Adds one to the value and wakes a waiter.
     *
     * @throws PosixException EOVERFLOW if the value is 2147483647 already
     */
    public void post() {
        checkOpen();
        try {
            if (C.sem_post(semaphore) != 0) {
                throw C.failure("sem_post", name.value(), C.errno());
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The value at this moment; empty where the system cannot tell (macOS). */
    public OptionalInt value() {
        checkOpen();
        try {
            if (word != null) {
                return OptionalInt.of(SemaphoreWord.value(word.getLong(0)));
            }
            NativeMemory value = new NativeMemory(Integer.BYTES);
            if (C.sem_getvalue(semaphore, value) == 0) {
                return OptionalInt.of(value.bytes.getInt(0));
            }
            int errno = C.errno();
            if (Platform.MACOS) {
                return OptionalInt.empty();
            }
            throw C.failure("sem_getvalue", name.value(), errno);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Removes the name; this object can still be used. See {@link #unlink(SemaphoreName)}. */
    public void unlink() {
        unlink(name);
    }

    /**
     * Ends the use of this object. The value is left as it is. The mapping goes when the object does, so that a call in progress
     * never loses it. A second call does nothing.
     */
    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("Semaphore " + name + " is closed; open it again.");
        }
    }

    private record Unmap(long semaphore) implements Runnable {
        @Override
        public void run() {
            if (Platform.isKnownLinux()) {
                C.Linux.munmap(semaphore, SemaphoreFileCheck.LEAST_SIZE);
            } else {
                C.sem_close(semaphore);
            }
        }
    }

    static boolean tryWaitOnce(long semaphore, SemaphoreName name) {
        while (C.sem_trywait(semaphore) != 0) {
            int errno = C.errno();
            if (errno == ErrorNumber.EAGAIN) {
                return false;
            }
            if (errno != ErrorNumber.EINTR) {
                throw C.failure("sem_trywait", name.value(), errno);
            }
        }
        return true;
    }
}
