package io.globallock.posix;

import java.lang.ref.Reference;
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

    /** Sleeps while the low 32 bits of the word are as expected, at most the time, possibly less. One thread at a time. */
    void await(Attachment here, int expected, long nanos) {
        time.putTime(nanos);
        try {
            // Whatever it answers - woken, changed, interrupted, time up - the caller looks at the word again.
            C.Linux.futex(NUMBER, here.address, FUTEX_WAIT, expected, time);
        } finally {
            Reference.reachabilityFence(here); // or its mapping could go
        }
    }

    /** Wakes one sleeper. */
    static void wakeOne(Attachment here) {
        try {
            C.Linux.futex(NUMBER, here.address, FUTEX_WAKE, 1, null);
        } finally {
            Reference.reachabilityFence(here);
        }
    }

    /** Wakes one sleeper. */
    static void wakeOne(NativeMemory memory) {
        try {
            C.Linux.futex(NUMBER, memory.address, FUTEX_WAKE, 1, null);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }
}
