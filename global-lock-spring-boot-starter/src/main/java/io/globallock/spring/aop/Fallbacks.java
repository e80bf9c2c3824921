package io.globallock.spring.aop;

import io.globallock.ClaimTimeoutException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Finds and calls the method that stands in for a locked one whose time is up. */
final class Fallbacks {

    private Fallbacks() {}

    /** @throws InvalidLockedMethodException if there is none that fits */
    static Method find(Method locked, Class<?> type, String name) {
        Class<?>[] parameters = locked.getParameterTypes();
        Method exact = ReflectionUtils.findMethod(type, name, parameters);
        for (Class<?> cause = ClaimTimeoutException.class; cause != Object.class && exact == null; ) {
            exact = ReflectionUtils.findMethod(type, name, append(parameters, cause));
            cause = cause.getSuperclass();
        }
        if (exact == null) {
            throw new InvalidLockedMethodException(
                    locked,
                    "fallbackMethod \"" + name + "\" is missing in " + type.getName(),
                    "Give it the same parameters, optionally followed by ClaimTimeoutException.");
        }
        if (!ClassUtils.isAssignable(locked.getReturnType(), exact.getReturnType())) {
            throw new InvalidLockedMethodException(
                    locked,
                    "fallbackMethod \"" + name + "\" returns "
                            + exact.getReturnType().getName(),
                    "Let it return " + locked.getReturnType().getName() + ".");
        }
        ReflectionUtils.makeAccessible(exact);
        return exact;
    }

    static @Nullable Object call(
            Method fallback, @Nullable Object target, @Nullable Object[] arguments, ClaimTimeoutException cause)
            throws Throwable {
        @Nullable Object[] all = arguments;
        if (fallback.getParameterCount() > arguments.length) {
            all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = cause;
        }
        try {
            return fallback.invoke(target, all);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static Class<?>[] append(Class<?>[] types, Class<?> last) {
        Class<?>[] all = Arrays.copyOf(types, types.length + 1);
        all[types.length] = last;
        return all;
    }
}
