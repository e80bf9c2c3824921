package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waits for a semaphore: how long, and what ends them. */
@Timeout(60)
class SemaphoreWaitTests {

    /** The slice is 20 ms; the rest is for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private NamedSemaphore semaphore;

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @BeforeEach
    void openLocked() {
        SemaphoreName name = SemaphoreName.of(testLocks.name());
        semaphore = testLocks.closing(NamedSemaphore.open(name, SemaphoreOpening.exclusive(0600, 0)));
    }

    @Test
    void aTimedWaitEndsNotBeforeItsTime() throws Exception {
        for (long micros : new long[] {0, 1, 500, 1_000, 19_999, 20_001, 45_000}) {
            long start = System.nanoTime();
            assertThat(semaphore.timedWait(Duration.ofNanos(micros * 1_000))).isFalse();
            assertThat(System.nanoTime() - start).isBetween(micros * 1_000, micros * 1_000 + SOON.toNanos());
        }
        assertThat(semaphore.value()).hasValue(0);
    }

    @Test
    void aSemaphoreThatIsFreeMakesNobodyWait() throws Exception {
        for (Duration timeout : new Duration[] {Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE)}) {
            semaphore.post();
            assertThat(semaphore.timedWait(timeout)).isTrue();
        }
        semaphore.post();
        semaphore.waitInterruptibly();
        assertThat(semaphore.value()).hasValue(0);
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        assertThatThrownBy(() -> semaphore.timedWait(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
    }

    @Test
    void aPostLetsOneWaiterOn() throws Exception {
        Waiter first = new Waiter(() -> semaphore.timedWait(Duration.ofSeconds(Long.MAX_VALUE)));
        Waiter second = new Waiter(() -> {
            semaphore.waitInterruptibly();
            return true;
        });
        semaphore.post();
        await().until(() -> first.isDone() || second.isDone());
        assertThat(first.isDone() && second.isDone()).isFalse();
        semaphore.post();
        assertThat(first.get()).isTrue();
        assertThat(second.get()).isTrue();
        assertThat(semaphore.value()).hasValue(0);
    }

    @Test
    void anInterruptBeforeTheWaitTakesNothing() {
        semaphore.post();
        Thread.currentThread().interrupt();
        assertThatThrownBy(semaphore::waitInterruptibly).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> semaphore.timedWait(Duration.ZERO)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(semaphore.value()).hasValue(1);
    }

    @Test
    void anInterruptEndsAWaitSoon() throws Exception {
        Waiter waiter = new Waiter(() -> semaphore.timedWait(Duration.ofDays(1)));
        long start = System.nanoTime();
        waiter.thread.interrupt();
        assertThatThrownBy(waiter::get).isInstanceOf(InterruptedException.class);
        assertThat(System.nanoTime() - start).isLessThan(SOON.toNanos());
        assertThat(semaphore.value()).hasValue(0);
    }

    @Test
    void aCancelledWaitEndsAsAnInterruptedOne() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        Waiter waiter = new Waiter(() -> semaphore.await(Long.MAX_VALUE, cancelled::get));
        cancelled.set(true);
        assertThatThrownBy(waiter::get).isInstanceOf(InterruptedException.class);
        semaphore.post();
        assertThat(semaphore.value()).hasValue(1);
    }

    @RepeatedTest(10)
    void aCloseDuringAWaitLeavesTheMappingToTheWaiter() throws Exception {
        SemaphoreName name = semaphore.name();
        AtomicBoolean inside = new AtomicBoolean();
        Waiter waiter = new Waiter(() -> semaphore.await(Long.MAX_VALUE, () -> {
            inside.set(true);
            return false;
        }));
        await().pollInterval(Duration.ofMillis(1)).untilTrue(inside);
        semaphore.close();
        assertThatThrownBy(semaphore::post).isInstanceOf(IllegalStateException.class);
        try (NamedSemaphore other = NamedSemaphore.open(name, SemaphoreOpening.existing())) {
            other.post();
            assertThat(waiter.get()).isTrue();
            assertThat(other.value()).hasValue(0);
        }
    }

    /** A thread in a wait: made when the call is about to begin. */
    private static final class Waiter {

        private final FutureTask<Boolean> task;
        private final Thread thread;

        Waiter(Callable<Boolean> wait) {
            AtomicBoolean begun = new AtomicBoolean();
            task = new FutureTask<>(() -> {
                begun.set(true);
                return wait.call();
            });
            thread = new Thread(task, "waiter");
            thread.setDaemon(true);
            thread.start();
            await().pollInterval(Duration.ofMillis(1)).untilTrue(begun);
        }

        boolean isDone() {
            return task.isDone();
        }

        boolean get() throws Exception {
            try {
                return task.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        }
    }
}
