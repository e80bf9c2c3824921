package io.globallock.posix;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Whether the owned mechanism works here, found out once for each JVM: glibc's 64-bit layout, and that its calls leave the
 * owner's bits alone. Stops at the first thing that differs, before any unusual bit is written, because other layouts end the
 * process.
 */
final class OwnedSupport {

    private static final String ALTERNATIVES =
            " Mechanism plain works without takeover where libc's semaphores do; mechanism local works inside one JVM.";
    private static final int ROOM = 64;
    private static final byte PAINT = 0x5a;
    private static final int SHARED_OFFSET = 8;
    private static final int FIRST_UNUSED = 16;
    private static final int PROBE_SLOT = 5;

    /** Empty: it works. */
    private static final String REFUSAL = probe();

    private OwnedSupport() {}

    /** @throws SemaphoreRefusedException if the mechanism does not work here */
    static void check(SemaphoreName name) {
        if (!REFUSAL.isEmpty()) {
            throw new SemaphoreRefusedException(
                    name.value(), "mechanism owned does not work here: " + REFUSAL + "." + ALTERNATIVES);
        }
    }

    static Optional<String> refusal() {
        return REFUSAL.isEmpty() ? Optional.empty() : Optional.of(REFUSAL);
    }

    private static String probe() {
        if (!Platform.LINUX) {
            return "it needs Linux and this is " + System.getProperty("os.name");
        }
        if (!Platform.BITS_64 || !Platform.LITTLE_ENDIAN || !Futex.isKnown()) {
            return "it needs a 64-bit little-endian processor that it knows and this is " + Platform.ARCH;
        }
        try {
            if (C.Linux.gnu_get_libc_version() == 0) {
                return "it needs glibc";
            }
            String wrong = probeSemaphore();
            return wrong.isEmpty() && !OwnedSemaphore.rehearseRelease()
                    ? "a release in memory of its own fails"
                    : wrong;
        } catch (LinkageError e) {
            return why(e);
        }
    }

    /** A function that is missing is an old or another libc; all else is the binding that could not be loaded. */
    static String why(LinkageError e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = String.valueOf(first.getMessage()).replace('\n', ' ');
        return message.startsWith(CFunction.MISSING)
                ? "it needs glibc 2.28 or later (" + message + ")"
                : "jffi's native library cannot be loaded, which is unpacked into java.io.tmpdir, or found in"
                        + " jffi.boot.library.path (" + message + ")";
    }

    private static String probeSemaphore() {
        NativeMemory memory = new NativeMemory(ROOM);
        memory.fill(PAINT);
        if (C.Linux.sem_init(memory, 1, 1) != 0) {
            return "sem_init failed with errno " + C.errno();
        }
        if (memory.bytes.getLong(0) != 1 || memory.bytes.getInt(SHARED_OFFSET) != SemaphoreFileCheck.GLIBC_SHARED) {
            return "its semaphores are not laid out as glibc's since 2.21";
        }
        memory.bytes.putLong(0, SemaphoreWord.with(1, PROBE_SLOT, 1));
        try {
            return probeCalls(memory.address, memory.bytes);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Every call on a word with an owner: the value must change as always, the owner and the unused bytes never. */
    private static String probeCalls(long semaphore, ByteBuffer memory) {
        NativeMemory past = NativeMemory.timespec(); // the epoch: long over, so that the timed waits return at once
        NativeMemory value = new NativeMemory(Integer.BYTES);
        value.bytes.putInt(0, -1);
        C.Linux.sem_wait(semaphore);
        String wrong = differs(memory, 0, "sem_wait");
        if (C.sem_trywait(semaphore) != -1 || C.errno() != ErrorNumber.EAGAIN) {
            return "sem_trywait of a locked semaphore does not fail with EAGAIN but errno " + C.errno();
        }
        wrong += differs(memory, 0, "sem_trywait");
        C.Linux.sem_timedwait(semaphore, past);
        wrong += differs(memory, 0, "sem_timedwait");
        if (C.ClockWait.isKnown()) {
            C.ClockWait.sem_clockwait(semaphore, 1, past);
            wrong += differs(memory, 0, "sem_clockwait");
        }
        C.sem_post(semaphore);
        wrong += differs(memory, 1, "sem_post");
        C.sem_trywait(semaphore);
        wrong += differs(memory, 0, "sem_trywait");
        if (C.sem_getvalue(semaphore, value) != 0 || value.bytes.getInt(0) != 0) {
            wrong += " sem_getvalue";
        }
        return wrong.isEmpty() ? "" : "these calls do not leave the owner's bits alone:" + wrong;
    }

    private static String differs(ByteBuffer memory, int value, String call) {
        boolean same = memory.getLong(0) == SemaphoreWord.with(0, PROBE_SLOT, value);
        for (int i = FIRST_UNUSED; i < ROOM; i++) {
            same &= memory.get(i) == PAINT;
        }
        return same ? "" : " " + call;
    }
}
