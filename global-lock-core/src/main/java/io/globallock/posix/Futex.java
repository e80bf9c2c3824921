package io.globallock.posix;

import java.util.Map;

/** futex(2) on a shared word: a wait that another process ends, and the wake that ends it. */
final class Futex {

    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;

    /** SYS_futex: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h. */
    private static final Map<String, Integer> SYS_FUTEX =
            Map.of("amd64", 202, "x86_64", 202, "aarch64", 98, "riscv64", 98, "loongarch64", 98, "ppc64le", 221);

    private static final int NUMBER = SYS_FUTEX.getOrDefault(Platform.ARCH, -1);

    /** Whether the system call's number is known for this architecture. */
    static boolean isKnown() {
        return NUMBER >= 0;
    }

    private final NativeMemory time = NativeMemory.timespec();

    /** Sleeps while the 32 bits at the address are as expected, at most the time, possibly less. One thread at a time. */
    void await(long address, int expected, long nanos) {
        time.putTime(nanos);
        // Whatever it answers - woken, changed, interrupted, time up - the caller looks at the word again.
        C.Linux.futex(NUMBER, address, FUTEX_WAIT, expected, time);
    }

    /** Wakes one sleeper. */
    static void wakeOne(long address) {
        C.Linux.futex(NUMBER, address, FUTEX_WAKE, 1, null);
    }
}
