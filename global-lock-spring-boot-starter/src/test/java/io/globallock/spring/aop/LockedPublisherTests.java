package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.globallock.Claim;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.spring.GlobalLockAssert;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.annotation.OnTimeout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

@Timeout(60)
class LockedPublisherTests {

    @Test
    void holdsTheLockFromSubscriptionToCompletion() {
        run((bus, lock) -> {
            Sinks.One<String> work = Sinks.one();
            Mono<String> locked = bus.mono(work.asMono());
            assertThat(lock.isLocked()).isFalse();
            StepVerifier.create(locked)
                    .then(() -> Awaitility.await().until(lock::isLocked))
                    .then(() -> work.tryEmitValue("done").orThrow())
                    .expectNext("done")
                    .verifyComplete();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void eachSubscriptionClaimsAndCallsTheMethodAnew() {
        run((bus, lock) -> {
            Flux<Integer> locked = bus.counting();
            StepVerifier.create(locked).expectNext(1, 1).verifyComplete();
            StepVerifier.create(locked).expectNext(2, 2).verifyComplete();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void releasesOnError() {
        run((bus, lock) -> {
            StepVerifier.create(bus.mono(Mono.error(new IllegalArgumentException("the work's"))))
                    .verifyErrorMessage("the work's");
            assertThat(lock.isLocked()).isFalse();
            StepVerifier.create(bus.fails()).verifyErrorMessage("the body's");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void releasesOnCancellation() {
        run((bus, lock) -> {
            Disposable subscription = bus.mono(Mono.never()).subscribe();
            Awaitility.await().until(lock::isLocked);
            subscription.dispose();
            Awaitility.await().until(() -> !lock.isLocked());
        });
    }

    @Test
    void cancellingAWaitingSubscriptionEndsTheWaitAndLeaksNothing() {
        run(
                (bus, lock) -> {
                    Claim elsewhere = lock.claimDetached();
                    Disposable subscription = bus.mono(Mono.never()).subscribe(value -> {}, error -> {});
                    Awaitility.await().until(() -> lock.status().queued() == 1);
                    subscription.dispose();
                    Awaitility.await().until(() -> lock.status().queued() == 0);
                    elsewhere.release();
                    assertThat(lock.tryClaim(Duration.ofSeconds(5))).hasValueSatisfying(Claim::close);
                },
                "1h");
    }

    @Test
    void aTimeoutIsTheSubscribersError() {
        run((bus, lock) -> {
            try (Claim elsewhere = lock.claimDetached()) {
                StepVerifier.create(bus.mono(Mono.just("not reached"))).verifyError(ClaimTimeoutException.class);
                StepVerifier.create(bus.skipped()).verifyComplete();
                StepVerifier.create(bus.withFallback("x"))
                        .expectNext("fallback x")
                        .verifyComplete();
                assertThat(elsewhere.isHeld()).isTrue();
            }
        });
    }

    @Test
    void aTimeoutOfTheWorkIsNotTakenForItsOwn() {
        run((bus, lock) -> {
            ClaimTimeoutException foreign = timeout(lock);
            StepVerifier.create(bus.skippedUnless(Flux.error(foreign))).verifyError(ClaimTimeoutException.class);
        });
    }

    private static ClaimTimeoutException timeout(GlobalLock lock) {
        try (Claim elsewhere = lock.claimDetached()) {
            return catchThrowableOfType(
                    ClaimTimeoutException.class, () -> elsewhere.lock().claimDetached(Duration.ZERO));
        }
    }

    private static void run(BiConsumer<Bus, GlobalLock> test) {
        run(test, "30ms");
    }

    private static void run(BiConsumer<Bus, GlobalLock> test, String timeout) {
        LockTests.application()
                .withPropertyValues("global-lock.timeout=" + timeout)
                .withBean(Bus.class)
                .run(context -> {
                    GlobalLock lock = context.getBean("a", GlobalLock.class);
                    test.accept(context.getBean(Bus.class), lock);
                    assertThat(lock.isLocked()).isFalse();
                });
    }

    static class Bus {

        private final AtomicInteger calls = new AtomicInteger();

        @GlobalLocked("a")
        public Mono<String> mono(Mono<String> work) {
            GlobalLockAssert.assertClaimed("a");
            return work;
        }

        @GlobalLocked("a")
        public Flux<Integer> counting() {
            int call = calls.incrementAndGet();
            return Flux.just(call, call);
        }

        @GlobalLocked("a")
        public Flux<String> fails() {
            throw new IllegalStateException("the body's");
        }

        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public Flux<String> skipped() {
            return Flux.just("not skipped");
        }

        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public Flux<String> skippedUnless(Flux<String> work) {
            return work;
        }

        @GlobalLocked(value = "a", fallbackMethod = "fallback")
        public Mono<String> withFallback(String argument) {
            return Mono.just("not " + argument);
        }

        Mono<String> fallback(String argument) {
            return Mono.just("fallback " + argument);
        }
    }
}
