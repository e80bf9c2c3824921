package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.globallock.AlreadyClaimedException;
import io.globallock.Claim;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.spring.GlobalLockAssert;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.annotation.OnTimeout;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LockedStageTests {

    @Test
    void holdsTheLockUntilTheStageCompletes() {
        run((bus, lock) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> seen = bus.future(work);
            assertThat(lock.isLocked()).isTrue();
            assertThat(lock.isClaimedByCurrentThread()).isFalse();
            work.complete("done");
            assertThat(seen.join()).isEqualTo("done");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void whoeverSeesTheResultFindsTheLockFree() {
        run((bus, lock) -> {
            for (int i = 0; i < 200; i++) {
                CompletableFuture<String> work = new CompletableFuture<>();
                CompletableFuture<String> seen = bus.future(work);
                Thread worker = new Thread(() -> work.complete("done"));
                worker.start();
                seen.join();
                assertThat(lock.isLocked()).isFalse();
            }
        });
    }

    @Test
    void releasesWhenTheStageFails() {
        run((bus, lock) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletionStage<String> seen = bus.stage(work);
            work.completeExceptionally(new IllegalArgumentException("the work's"));
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> seen.toCompletableFuture().join())
                    .withMessageContaining("the work's");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void aCancelledFutureKeepsTheLockUntilTheWorkEnds() {
        run((bus, lock) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> seen = bus.future(work);
            assertThat(seen.cancel(true)).isTrue();
            assertThat(lock.isLocked()).isTrue();
            assertThat(work).isNotDone();
            work.complete("done at last");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void cancellingAFutureThatMayKnowHowToStopIsPassedOn() {
        run((bus, lock) -> {
            Stoppable work = new Stoppable();
            assertThat(bus.future(work).cancel(true)).isTrue();
            assertThat(work).isCancelled();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void releasesWhenTheMethodThrowsOrReturnsNothing() {
        run((bus, lock) -> {
            assertThatIllegalStateException().isThrownBy(bus::fails).withMessage("the body's");
            assertThat(lock.isLocked()).isFalse();
            assertThat(bus.stage(null)).isNull();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void aTypeThatCannotBeChainedIsReturnedAsItIs() {
        run((bus, lock) -> {
            Own work = new Own();
            assertThat(bus.own(work)).isSameAs(work);
            assertThat(lock.isLocked()).isTrue();
            work.complete("done");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void aTimeoutFailsTheStage() {
        run((bus, lock) -> {
            try (Claim elsewhere = lock.claimDetached()) {
                CompletableFuture<String> late = bus.future(new CompletableFuture<>());
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(late::get)
                        .withCauseInstanceOf(ClaimTimeoutException.class);
                assertThat(bus.skipped().toCompletableFuture().join()).isNull();
                assertThat(elsewhere.isHeld()).isTrue();
            }
        });
    }

    @Test
    void aClaimOfTheSameThreadIsNoDeadlock() {
        run((bus, lock) -> {
            try (Claim own = lock.claim()) {
                assertThatExceptionOfType(AlreadyClaimedException.class)
                        .isThrownBy(() -> bus.future(new CompletableFuture<>()));
                assertThat(own.isHeld()).isTrue();
            }
        });
    }

    private static void run(BiConsumer<Bus, GlobalLock> test) {
        LockTests.application()
                .withPropertyValues("global-lock.timeout=30ms")
                .withBean(Bus.class)
                .run(context -> {
                    GlobalLock lock = context.getBean("a", GlobalLock.class);
                    test.accept(context.getBean(Bus.class), lock);
                    assertThat(lock.isLocked()).isFalse();
                });
    }

    static class Own extends CompletableFuture<String> {
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }

    static class Stoppable extends CompletableFuture<String> {}

    static class Bus {

        @GlobalLocked("a")
        public CompletableFuture<String> future(CompletableFuture<String> work) {
            GlobalLockAssert.assertClaimed("a");
            return work;
        }

        @GlobalLocked("a")
        public CompletionStage<String> stage(@Nullable CompletionStage<String> work) {
            return work;
        }

        @GlobalLocked("a")
        public Own own(Own work) {
            return work;
        }

        @GlobalLocked("a")
        public CompletionStage<String> fails() {
            throw new IllegalStateException("the body's");
        }

        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public CompletionStage<String> skipped() {
            return CompletableFuture.completedFuture("not skipped");
        }
    }
}
