package io.globallock.peer;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A call in a virtual thread where there are any (JDK 21), which Java 17 bytecode starts by reflection; else in a platform thread. */
final class VirtualCall<T> {

    /** Whether this JVM has virtual threads. */
    static final boolean POSSIBLE = Runtime.version().feature() >= 21;

    private final FutureTask<T> task;
    private final Thread thread;

    private VirtualCall(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = start(task);
    }

    static <T> VirtualCall<T> start(Callable<T> call) {
        return new VirtualCall<>(call);
    }

    private static Thread start(Runnable task) {
        if (!POSSIBLE) {
            Thread thread = new Thread(task, "instead of a virtual thread");
            thread.start();
            return thread;
        }
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no virtual thread", e);
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Its result, or what it threw. */
    T await() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
