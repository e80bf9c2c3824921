package io.globallock.cli;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;

/**
 * The C functions that starting a command takes, by jffi, which a claim has loaded before: Java's own way to start a process
 * cannot pass on bytes that the locale does not know, nor a signal mask. Linux with glibc or musl, 64 bits.
 */
final class Libc {

    /** 128 bytes of signals on every such Linux: 1 024 bits. */
    static final int SIGSET_SIZE = 128;

    private static final int P_PID = 1; // bits/waitflags.h
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int SIGINFO_SIZE = 128;
    private static final int EINTR = 4;
    private static final int SIGCHLD = 17;
    private static final int SIGQUIT = 3;
    private static final int SIG_DFL = 0;
    private static final int SIG_IGN = 1;

    private static final Invoker INVOKER = Invoker.getInstance();
    private static final MemoryIO MEMORY = MemoryIO.getInstance();

    private Libc() {}

    /** Memory that is never given back: this process starts a handful of commands and ends. */
    static long allocate(int size) {
        return MEMORY.allocateMemory(size, true);
    }

    static long string(byte[] bytes) {
        long address = allocate(bytes.length + 1);
        MEMORY.putByteArray(address, bytes, 0, bytes.length);
        return address;
    }

    static void putLong(long address, long value) {
        MEMORY.putLong(address, value);
    }

    static int getInt(long address) {
        return MEMORY.getInt(address);
    }

    /** {@code environ}: what this process got and hands on, byte by byte. */
    static long environment() {
        return MEMORY.getAddress(address("environ"));
    }

    /** Null where the variable is not set. */
    static byte @org.jspecify.annotations.Nullable [] getenv(String name) {
        long value = call("getenv", Type.POINTER, string(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return value == 0 ? null : MEMORY.getZeroTerminatedByteArray(value);
    }

    static boolean has(String function) {
        return Library.getDefault().getSymbolAddress(function) != 0;
    }

    /** A call whose arguments are pointers or ints, and whose result is an int. */
    static int call(String function, long... arguments) {
        return (int) call(function, Type.SINT32, arguments);
    }

    private static long call(String function, Type result, long... arguments) {
        Type[] types = new Type[arguments.length];
        java.util.Arrays.fill(types, Type.SINT64); // an int in the low half of a register, as both ABIs have it
        CallContext context = CallContext.getCallContext(result, types, CallingConvention.DEFAULT, true);
        long address = address(function);
        return switch (arguments.length) {
            case 1 -> INVOKER.invokeN1(context, address, arguments[0]);
            case 2 -> INVOKER.invokeN2(context, address, arguments[0], arguments[1]);
            case 3 -> INVOKER.invokeN3(context, address, arguments[0], arguments[1], arguments[2]);
            case 4 -> INVOKER.invokeN4(context, address, arguments[0], arguments[1], arguments[2], arguments[3]);
            case 5 ->
                INVOKER.invokeN5(
                        context, address, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
            case 6 ->
                INVOKER.invokeN6(
                        context,
                        address,
                        arguments[0],
                        arguments[1],
                        arguments[2],
                        arguments[3],
                        arguments[4],
                        arguments[5]);
            default -> throw new IllegalArgumentException(function);
        };
    }

    private static long address(String symbol) {
        long address = Library.getDefault().getSymbolAddress(symbol);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no " + symbol);
        }
        return address;
    }

    /** Without it nobody could learn how a child ended, where this process was started with SIGCHLD ignored. */
    static void watchChildren() {
        call("signal", Type.POINTER, SIGCHLD, SIG_DFL);
    }

    /** From now on for this process, not for what it has started. */
    static void ignoreQuit() {
        call("signal", Type.POINTER, SIGQUIT, SIG_IGN);
    }

    /** Waits until the child has ended; it stays a zombie, so that its number is nobody else's yet. */
    static void awaitEnd(int pid) {
        long info = allocate(SIGINFO_SIZE);
        while (call("waitid", P_PID, pid, info, WEXITED | WNOWAIT) != 0) {
            if (LastError.getInstance().get() != EINTR) {
                throw new IllegalStateException(
                        "waitid failed with errno " + LastError.getInstance().get());
            }
        }
    }

    /** The exit status of a child that has ended, as a shell has it: 128 + N after signal N. */
    static int reap(int pid) {
        long status = allocate(Integer.BYTES);
        while (call("waitpid", pid, status, 0) < 0) {
            if (LastError.getInstance().get() != EINTR) {
                throw new IllegalStateException(
                        "waitpid failed with errno " + LastError.getInstance().get());
            }
        }
        int ended = MEMORY.getInt(status);
        int signal = ended & 0x7f;
        return signal == 0 ? ended >> 8 & 0xff : 128 + signal;
    }
}
