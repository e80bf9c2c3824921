package io.globallock.spring.aop;

import io.globallock.spring.HeldLocks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds locks until a stage completes or fails. Whoever cancels what the method's caller got ends no work: a CompletableFuture's
 * cancel stops nothing but marks it complete, so it is kept from the work's own future, whose completion is the only sign that the
 * work is over. A subclass may know how to stop, as the HTTP client's does, and is told.
 */
final class StageLocking {

    private StageLocking() {}

    /** A stage that completes after the release, so that whoever sees its result finds the lock free. */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing can go wrong in what only cancels
    static Object releaseAtEnd(CompletionStage<?> stage, HeldLocks held, Class<?> type) {
        // Nobody else sees this stage: cancelling a stage would keep its action, the release, from running.
        CompletionStage<?> released = stage.whenComplete((value, failure) -> held.close());
        CompletionStage<?> after = released.whenComplete((value, failure) -> {});
        if (!type.isInstance(after)) {
            return stage; // a type of the application's own: its whenComplete returns something else
        }
        if (stage instanceof CompletableFuture<?> work
                && work.getClass() != CompletableFuture.class
                && after instanceof CompletableFuture<?> seen
                && work != seen) {
            seen.whenComplete((value, failure) -> {
                if (seen.isCancelled()) {
                    work.cancel(true);
                }
            });
        }
        return after;
    }
}
