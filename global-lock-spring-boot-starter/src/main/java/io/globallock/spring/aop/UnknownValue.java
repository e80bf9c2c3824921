package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What a method returned that is declared to return any object: work that is under way is waited for, as the lock is the thread's. */
final class UnknownValue {

    private UnknownValue() {}

    /**
     * Waits until work that the value stands for has ended.
     *
     * @throws IllegalStateException if nobody can tell when that is
     */
    static void awaitEnd(@Nullable Object value, Method method) {
        if (value instanceof CompletionStage<?> stage) {
            awaitEnd(stage.toCompletableFuture());
        } else if (value instanceof Future<?> future) {
            awaitEnd(future);
        } else if (value != null) {
            DeferredWork.in(value.getClass()).ifPresent(name -> {
                throw new IllegalStateException("Lock annotation on " + method + ": it returned a " + name
                        + ", whose work would go on without the lock. Claim inside the work instead.");
            });
        }
    }

    private static void awaitEnd(Future<?> future) {
        boolean interrupted = false;
        try {
            while (!future.isDone()) {
                try {
                    future.get();
                } catch (InterruptedException e) {
                    interrupted = true; // the work goes on, and so must the wait
                } catch (ExecutionException | CancellationException e) {
                    return; // the caller gets the future, and finds it there
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
