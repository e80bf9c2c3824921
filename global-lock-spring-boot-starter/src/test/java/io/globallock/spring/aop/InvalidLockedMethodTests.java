package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.annotation.I2cLocked;
import io.globallock.spring.annotation.OnTimeout;
import io.globallock.spring.aop.elsewhere.Base;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What cannot work fails when the bean is created, and says what to do. */
@Timeout(60)
class InvalidLockedMethodTests {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(UnknownKey.class, "no lock has the key \"nope\"; known are [a, b]"),
                Arguments.of(NoKey.class, "it names no key, and there are 2 locks [a, b]"),
                Arguments.of(NoBus.class, "global-lock.i2c.default-lock"),
                Arguments.of(UnknownBus.class, "no lock has the key \"i2c-7\""),
                Arguments.of(BusAndKey.class, "it has a bus and a key"),
                Arguments.of(NegativeBus.class, "bus -2 is negative"),
                Arguments.of(BadExpression.class, "is no SpEL expression"),
                Arguments.of(BadPlaceholder.class, "the placeholder in \"${no.such.property}\" has no value"),
                Arguments.of(BadDuration.class, "the timeout \"soon\" is no duration"),
                Arguments.of(UnitlessDuration.class, "the timeout \"2\" has no unit"),
                Arguments.of(NegativeDuration.class, "the timeout -1s is negative"),
                Arguments.of(NoFallback.class, "fallbackMethod \"nowhere\" is missing"),
                Arguments.of(FallbackOfOtherParameters.class, "Give it the same parameters"),
                Arguments.of(FallbackOfOtherType.class, "fallbackMethod \"instead\" returns java.lang.Object"),
                Arguments.of(SkipAndFallback.class, "both onTimeout = SKIP and a fallbackMethod"),
                Arguments.of(SkipOfPrimitive.class, "there is no int that says \"skipped\""),
                Arguments.of(PlainFuture.class, "nobody can tell when a java.util.concurrent.Future completes"),
                Arguments.of(PrivateMethod.class, "no proxy can intercept a private, static or final method"),
                Arguments.of(FinalMethod.class, "no proxy can intercept a private, static or final method"),
                Arguments.of(
                        FinalMethodOfALockedType.class, "no proxy can intercept a private, static or final method"),
                Arguments.of(HiddenInItsSuperclass.class, "nor a package-private one of a superclass"),
                Arguments.of(NoSuchParameter.class, "names #buss, and its parameters are [bus]"),
                Arguments.of(ControllersCallable.class, "when a java.util.concurrent.Callable completes"),
                Arguments.of(LazyStream.class, "when a java.util.stream.BaseStream completes"),
                Arguments.of(FutureInside.class, "CompletableFuture inside a java.util.Optional"),
                Arguments.of(FluxInside.class, "Flux inside a java.util.List"),
                Arguments.of(Emitter.class, "ResponseBodyEmitter completes"),
                Arguments.of(TwoAnnotations.class, "two lock annotations stand on one element"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void failsAtStartUp(Class<?> bean, String message) {
        LockTests.application()
                .withBean(bean)
                .run(context -> assertThat(context).getFailure().rootCause().satisfies(cause -> assertThat(
                                chain(context.getStartupFailure()))
                        .anySatisfy(each -> assertThat(each)
                                .isInstanceOf(InvalidLockedMethodException.class)
                                .hasMessageContaining(
                                        bean == HiddenInItsSuperclass.class ? "Base" : bean.getSimpleName())
                                .hasMessageContaining(message))));
    }

    @Test
    void aMisspeltDefaultLockFailsToo() {
        LockTests.application()
                .withPropertyValues("global-lock.i2c.default-lock=typo")
                .withBean(NoBus.class)
                .run(context -> assertThat(chain(context.getStartupFailure()))
                        .anySatisfy(each -> assertThat(each).hasMessageContaining("no lock has the key \"typo\"")));
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }

    static class UnknownKey {
        @GlobalLocked("nope")
        public void run() {}
    }

    static class NoKey {
        @GlobalLocked
        public void run() {}
    }

    static class NoBus {
        @I2cLocked
        public void run() {}
    }

    static class UnknownBus {
        @I2cLocked(bus = 7)
        public void run() {}
    }

    static class BusAndKey {
        @I2cLocked(value = "a", bus = 1)
        public void run() {}
    }

    static class NegativeBus {
        @I2cLocked(bus = -2)
        public void run() {}
    }

    static class BadExpression {
        @GlobalLocked("#{1 +}")
        public void run() {}
    }

    static class BadPlaceholder {
        @GlobalLocked("${no.such.property}")
        public void run() {}
    }

    static class BadDuration {
        @GlobalLocked(value = "a", timeout = "soon")
        public void run() {}
    }

    static class UnitlessDuration {
        @GlobalLocked(value = "a", timeout = "2")
        public void run() {}
    }

    static class NegativeDuration {
        @GlobalLocked(value = "a", timeout = "-1s")
        public void run() {}
    }

    static class NoFallback {
        @GlobalLocked(value = "a", fallbackMethod = "nowhere")
        public void run() {}
    }

    static class FallbackOfOtherParameters {
        @GlobalLocked(value = "a", fallbackMethod = "instead")
        public void run() {}

        void instead(int surprise) {}
    }

    static class FallbackOfOtherType {
        @GlobalLocked(value = "a", fallbackMethod = "instead")
        public String run() {
            return "";
        }

        Object instead() {
            return "";
        }
    }

    static class SkipAndFallback {
        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP, fallbackMethod = "instead")
        public void run() {}

        void instead() {}
    }

    static class SkipOfPrimitive {
        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public int run() {
            return 0;
        }
    }

    static class PlainFuture {
        @GlobalLocked("a")
        public Future<String> run() {
            throw new IllegalStateException();
        }
    }

    static class PrivateMethod {
        @GlobalLocked("a")
        @SuppressWarnings("UnusedMethod")
        private void run() {}

        public void other() {}
    }

    static class FinalMethod {
        @GlobalLocked("a")
        public final void run() {}

        public void other() {}
    }

    @GlobalLocked("a")
    static class FinalMethodOfALockedType {
        public final void run() {}

        public void other() {}
    }

    static class HiddenInItsSuperclass extends Base {}

    static class NoSuchParameter {
        @GlobalLocked("#buss")
        public void run(String bus) {}
    }

    static class ControllersCallable {
        @GlobalLocked("a")
        public Callable<String> run() {
            return () -> "";
        }
    }

    static class LazyStream {
        @GlobalLocked("a")
        public Stream<String> run() {
            return Stream.of();
        }
    }

    static class FutureInside {
        @GlobalLocked("a")
        public Optional<CompletableFuture<String>> run() {
            return Optional.empty();
        }
    }

    static class FluxInside {
        @GlobalLocked("a")
        public Mono<List<Flux<String>>> run() {
            return Mono.empty();
        }
    }

    static class Emitter {
        @GlobalLocked("a")
        public SseEmitter run() {
            return new SseEmitter();
        }
    }

    static class TwoAnnotations {
        @GlobalLocked("a")
        @I2cLocked("b")
        public void run() {}
    }
}
