package io.globallock.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code sun.misc.Signal}: the one way to catch a signal in Java, in the supported module jdk.unsupported since Java 9. By
 * reflection, because javac warns of it in a way that no option turns off.
 */
final class Signals {

    private final Class<?> signalType = Class.forName("sun.misc.Signal");
    private final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    private final Method handle = signalType.getMethod("handle", signalType, handlerType);

    /** @throws ReflectiveOperationException if this JDK has it no more */
    Signals() throws ReflectiveOperationException {}

    /**
     * From now on the handler gets the signal's name, and the JVM does not end.
     *
     * @return the handler before; null: the signal cannot be caught, because it is ignored or -Xrs is set
     */
    @Nullable
    Object handle(String name, Consumer<String> handler) throws ReflectiveOperationException {
        Object proxy = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        handler.accept(name);
                        return null;
                    }
                    return method.getName().equals("equals") ? self == arguments[0] : System.identityHashCode(self);
                });
        Object previous = set(name, proxy);
        Object ignored = handlerType.getField("SIG_IGN").get(null);
        if (ignored.equals(previous)) { // as by nohup: what we start is to ignore it too
            set(name, ignored);
            return null;
        }
        return previous;
    }

    /** Its number, which differs between systems. */
    int number(String name) {
        try {
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            return (int) signalType.getMethod("getNumber").invoke(signal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no such signal: " + name, e);
        }
    }

    /** Sets a handler that {@link #handle} returned. */
    @Nullable
    Object set(String name, Object handler) throws ReflectiveOperationException {
        try {
            return handle.invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return null;
            }
            throw e;
        }
    }
}
