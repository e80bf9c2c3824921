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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
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

    @Test
    void aCancelledBlockingCallKeepsTheLockUntilItReturns() {
        run((bus, lock) -> {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Disposable subscription = bus.mono(Mono.fromCallable(() -> {
                        inside.countDown();
                        awaitUninterruptibly(goOn);
                        return "done";
                    }))
                    .subscribe();
            awaitUninterruptibly(inside);
            subscription.dispose();
            assertThat(lock.tryClaim(Duration.ofMillis(100))).isEmpty();
            goOn.countDown();
            Awaitility.await().until(() -> !lock.isLocked());
        });
    }

    @Test
    void aCancellationInterruptsTheBlockingCallAndNothingElse() {
        run((bus, lock) -> {
            CountDownLatch inside = new CountDownLatch(1);
            CompletableFuture<String> seen = new CompletableFuture<>();
            Disposable subscription = bus.mono(Mono.create(sink -> {
                        inside.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            seen.complete("interrupted");
                        }
                    }))
                    .subscribe();
            awaitUninterruptibly(inside);
            subscription.dispose();
            assertThat(seen.join()).isEqualTo("interrupted");
            for (int i = 0; i < 20; i++) {
                assertThat(bus.mono(Mono.fromCallable(() -> String.valueOf(Thread.interrupted())))
                                .block())
                        .isEqualTo("false");
            }
        });
    }

    @Test
    void whatTheWorkDoesAfterItsResultIsStillUnderTheLock() {
        run((bus, lock) -> {
            AtomicBoolean locked = new AtomicBoolean();
            Mono<String> work = Mono.just("x").doFinally(signal -> locked.set(lock.isLocked()));
            assertThat(bus.mono(work).map(x -> x + lock.isLocked()).block()).isEqualTo("xfalse");
            assertThat(locked).isTrue();
        });
    }

    @Test
    void aMonoThatSucceedsIsNotCancelled() {
        run((bus, lock) -> {
            AtomicInteger cancelled = new AtomicInteger();
            AtomicReference<SignalType> end = new AtomicReference<>();
            Mono<String> work =
                    Mono.just("x").doOnCancel(cancelled::incrementAndGet).doFinally(end::set);
            StepVerifier.create(bus.mono(work)).expectNext("x").verifyComplete();
            assertThat(cancelled).hasValue(0);
            assertThat(end).hasValue(SignalType.ON_COMPLETE);
        });
    }

    @Test
    void aValueWaitsForItsDemandAndAFluxGivesWhatIsAskedFor() {
        run((bus, lock) -> {
            StepVerifier.create(bus.mono(Mono.just("x")), 0)
                    .thenAwait(Duration.ofMillis(20))
                    .thenRequest(1)
                    .expectNext("x")
                    .verifyComplete();
            StepVerifier.create(bus.counting(), 1)
                    .expectNext(1)
                    .then(() -> assertThat(lock.isLocked()).isTrue())
                    .thenRequest(1)
                    .expectNext(1)
                    .verifyComplete();
        });
    }

    @Test
    void waitingSubscribersTakeNoThreadOfASharedScheduler() {
        run(
                (bus, lock) -> {
                    Claim elsewhere = lock.claimDetached();
                    int many = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE + 10;
                    Mono<Long> all = Flux.range(0, many)
                            .flatMap(i -> bus.mono(Mono.just("x")), many)
                            .count();
                    CompletableFuture<Long> counted = all.toFuture();
                    Awaitility.await().until(() -> lock.status().queued() == 1);
                    assertThat(Mono.fromCallable(() -> "unrelated")
                                    .subscribeOn(Schedulers.boundedElastic())
                                    .block(Duration.ofSeconds(5)))
                            .isEqualTo("unrelated");
                    elsewhere.release();
                    assertThat(counted.join()).isEqualTo(many);
                },
                "20s");
    }

    @Test
    void aThousandSubscribersWhoseWorkNeedsTheSharedSchedulerAllGetTheirTurn() {
        run(
                (bus, lock) -> {
                    AtomicInteger inside = new AtomicInteger();
                    Mono<String> work = Mono.fromCallable(() -> {
                                assertThat(inside.incrementAndGet()).isOne();
                                inside.decrementAndGet();
                                return "x";
                            })
                            .subscribeOn(Schedulers.boundedElastic());
                    assertThat(Flux.range(0, 1000)
                                    .flatMap(i -> bus.mono(work), 1000)
                                    .count()
                                    .block())
                            .isEqualTo(1000);
                    assertThat(Thread.getAllStackTraces().keySet())
                            .filteredOn(thread -> thread.getName().startsWith("global-lock-subscriber"))
                            .hasSizeLessThan(20);
                },
                "20s");
    }

    @Test
    void subscribersAreServedInTheOrderOfTheirComing() {
        run(
                (bus, lock) -> {
                    Claim elsewhere = lock.claimDetached();
                    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
                    Mono<Void> all = Flux.range(0, 50)
                            .flatMap(i -> bus.mono(Mono.fromRunnable(() -> order.add(i))), 50)
                            .then();
                    CompletableFuture<Void> done = all.toFuture();
                    Awaitility.await().until(() -> lock.status().queued() == 1);
                    elsewhere.release();
                    done.join();
                    assertThat(order).isSorted().hasSize(50);
                },
                "20s");
    }

    @Test
    void oneThatWaitsInTheQueueTimesOutAndOneThatIsCancelledThereIsForgotten() {
        run(
                (bus, lock) -> {
                    Claim elsewhere = lock.claimDetached();
                    CompletableFuture<String> first =
                            bus.mono(Mono.just("first")).toFuture();
                    Awaitility.await().until(() -> lock.status().queued() == 1);
                    AtomicBoolean ran = new AtomicBoolean();
                    Disposable cancelled =
                            bus.mono(Mono.fromRunnable(() -> ran.set(true))).subscribe();
                    cancelled.dispose();
                    StepVerifier.create(bus.impatient()).verifyErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(ClaimTimeoutException.class)
                            .hasMessageContaining("was not free within 0.020 s: held by this process"));
                    elsewhere.release();
                    assertThat(first.join()).isEqualTo("first");
                    assertThat(bus.mono(Mono.just("last")).block()).isEqualTo("last");
                    assertThat(ran).isFalse();
                },
                "1h");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClaimThatTriesOnceGetsAFreeLockHoweverLateItsThreadComes() {
        run((bus, lock) -> {
            for (int i = 0; i < 200; i++) {
                assertThat(bus.once().block()).isEqualTo("once");
            }
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

        @GlobalLocked(value = "a", timeout = "20ms")
        public Mono<String> impatient() {
            return Mono.just("not reached");
        }

        @GlobalLocked(value = "a", timeout = "0")
        public Mono<String> once() {
            return Mono.just("once");
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
