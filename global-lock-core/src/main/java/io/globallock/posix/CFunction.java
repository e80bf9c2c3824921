package io.globallock.posix;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import org.jspecify.annotations.Nullable;

/**
 * A function of the C library that the JVM itself is linked to. Arguments are passed as longs and cut to their types; of a
 * narrower result only the low bits mean something. Thread-safe. This is jffi, the layer of JNR that does the calls: jnr-ffi,
 * which stands on it, writes classes at run time and takes more than twice the CPU time until the first call.
 */
final class CFunction {

    /** How the message begins where the C library lacks a function. */
    static final String MISSING = "the C library has no ";

    static {
        JffiLoader.await();
    }

    private static final Invoker INVOKER = Invoker.getInstance();

    private final long function;
    private final CallContext context;

    private CFunction(long function, CallContext context) {
        this.function = function;
        this.context = context;
    }

    /** @throws UnsatisfiedLinkError if this C library has no such function */
    static CFunction of(String name, Type result, Type... parameters) {
        return new CFunction(address(name), context(true, result, parameters));
    }

    /** One whose errno is not kept, which saves a third of a call. */
    static CFunction withoutErrno(String name, Type result, Type... parameters) {
        return new CFunction(address(name), context(false, result, parameters));
    }

    /**
     * One that is variadic in C and has so many fixed parameters: macOS on arm64 passes the others in another way. jffi 1.4.0
     * keeps contexts by types alone, so no other function may have the same types.
     */
    static CFunction variadic(String name, int fixed, Type result, Type... parameters) {
        return new CFunction(
                address(name), CallContext.getCallContext(result, fixed, parameters, CallingConvention.DEFAULT, true));
    }

    /** As {@link #of}; null if there is no such function. */
    static @Nullable CFunction find(String name, Type result, Type... parameters) {
        long found = lookUp(name);
        return found == 0 ? null : new CFunction(found, context(true, result, parameters));
    }

    private static CallContext context(boolean errno, Type result, Type... parameters) {
        return CallContext.getCallContext(result, parameters, CallingConvention.DEFAULT, errno);
    }

    private static long address(String name) {
        long found = lookUp(name);
        if (found == 0) {
            throw new UnsatisfiedLinkError(MISSING + name);
        }
        return found;
    }

    private static long lookUp(String name) {
        return Library.getDefault().getSymbolAddress(name);
    }

    /** errno of this thread's last call: meaningless unless that call failed. */
    static int errno() {
        return LastError.getInstance().get();
    }

    long call() {
        return INVOKER.invokeN0(context, function);
    }

    long call(long a) {
        return INVOKER.invokeN1(context, function, a);
    }

    long call(long a, long b) {
        return INVOKER.invokeN2(context, function, a, b);
    }

    long call(long a, long b, long c) {
        return INVOKER.invokeN3(context, function, a, b, c);
    }

    long call(long a, long b, long c, long d) {
        return INVOKER.invokeN4(context, function, a, b, c, d);
    }

    long call(long a, long b, long c, long d, long e) {
        return INVOKER.invokeN5(context, function, a, b, c, d, e);
    }

    long call(long a, long b, long c, long d, long e, long f) {
        return INVOKER.invokeN6(context, function, a, b, c, d, e, f);
    }
}
