package io.globallock.spring.aop;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/**
 * Types whose work goes on, or begins, after a method has returned them, and gives no sign of its end that could be waited for:
 * Java's, and those that Spring MVC, Spring WebFlux and Kotlin take from a method.
 */
final class DeferredWork {

    private static final Set<String> NAMES = Set.of(
            Callable.class.getName(),
            Future.class.getName(),
            BaseStream.class.getName(),
            "org.springframework.web.context.request.async.DeferredResult",
            "org.springframework.web.context.request.async.WebAsyncTask",
            "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
            "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody",
            "org.springframework.web.servlet.function.AsyncServerResponse",
            "org.springframework.web.reactive.result.view.FragmentsRendering",
            "kotlin.sequences.Sequence",
            "kotlinx.coroutines.Job",
            "kotlinx.coroutines.flow.Flow");

    private DeferredWork() {}

    /** The name of the type among these that the given one is or extends. */
    static Optional<String> in(Class<?> type) {
        return Supertypes.of(type).stream()
                .map(Class::getName)
                .filter(NAMES::contains)
                .findFirst();
    }
}
