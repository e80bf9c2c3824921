package io.globallock.spring.aop;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the caller of a method gets that did not run. */
final class Skipped {

    private Skipped() {}

    /** The nothing of a return type. */
    static @Nullable Object value(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        } else if (type == OptionalInt.class) {
            return OptionalInt.empty();
        } else if (type == OptionalLong.class) {
            return OptionalLong.empty();
        } else if (type == OptionalDouble.class) {
            return OptionalDouble.empty();
        }
        return isStage(type) ? CompletableFuture.completedFuture(null) : null;
    }

    /** The failure where the caller looks for it: in the future if it gets one. */
    @SuppressWarnings("FutureReturnValueIgnored") // the caller of the method gets it
    static Object failure(Class<?> type, RuntimeException cause) {
        if (isStage(type)) {
            return CompletableFuture.failedFuture(cause);
        }
        throw cause;
    }

    private static boolean isStage(Class<?> type) {
        return type == CompletionStage.class || type == CompletableFuture.class;
    }
}
