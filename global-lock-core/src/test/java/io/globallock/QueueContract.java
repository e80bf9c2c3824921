package io.globallock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads of one JVM that wait for each other. */
interface QueueContract extends LockUnderTest {

    /** Returns when that many threads queue. */
    default void awaitQueue(int length) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> lock().status().queued() == length);
    }

    /** Starts a thread that runs the call, and returns when it queues behind {@code ahead} others. */
    default <T> OtherThread<T> startQueueing(int ahead, Callable<T> call) {
        OtherThread<T> other = OtherThread.start("waiter " + ahead, call);
        awaitQueue(ahead + 1);
        return other;
    }

    @Test
    default void everyFormOfClaimWaitsForTheRelease() throws Exception {
        List<Callable<Claim>> forms = List.of(
                () -> lock().claim(),
                () -> lock().claim(Duration.ofSeconds(Long.MAX_VALUE)),
                () -> lock().tryClaim(LONG).orElseThrow(),
                () -> lock().claimRecursive(),
                () -> lock().claimRecursive(LONG),
                () -> lock().tryClaimRecursive(LONG).orElseThrow(),
                () -> lock().claimDetached(),
                () -> lock().claimDetached(LONG),
                () -> lock().tryClaimDetached(LONG).orElseThrow());
        for (Callable<Claim> form : forms) {
            Claim mine = lock().claim();
            OtherThread<Boolean> other = startQueueing(0, () -> form.call().release() && !mine.isHeld());
            assertThat(other.isDone()).isFalse();
            assertThat(mine.release()).isTrue();
            assertThat(other.join()).isTrue();
            assertFree();
        }
        assertThat(events().count("waiting")).isEqualTo(forms.size());
    }

    @Test
    default void threadsGetTheLockInTheOrderInWhichTheyCame() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<OtherThread<Boolean>> others = new ArrayList<>();
        Claim claim = lock().claim();
        for (int i = 0; i < 10; i++) {
            int number = i;
            others.add(startQueueing(number, () -> {
                Claim mine = lock().claim();
                order.add(number);
                return mine.release();
            }));
        }
        assertThat(claim.release()).isTrue();
        for (OtherThread<Boolean> other : others) {
            assertThat(other.join()).isTrue();
        }
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    default void aTryDoesNotOvertakeAThreadThatQueues() throws Exception {
        for (int i = 0; i < 20; i++) {
            Claim mine = lock().claim();
            OtherThread<Claim> other = startQueueing(0, () -> lock().claimDetached());
            assertThat(mine.release()).isTrue();
            // The other thread, first in the queue, is still waking up or inside.
            assertThat(lock().tryClaim()).isEmpty();
            assertThat(other.join().release()).isTrue();
        }
    }

    @Test
    default void anInterruptEndsTheWaitOfOneThreadAndBlocksNobodyElse() throws Exception {
        Claim mine = lock().claim();
        OtherThread<Boolean> first = startQueueing(0, () -> lock().claim().release());
        OtherThread<Boolean> interrupted = startQueueing(1, () -> {
            assertThatThrownBy(() -> lock().claim()).isInstanceOf(ClaimInterruptedException.class);
            return Thread.currentThread().isInterrupted() && !lock().isClaimedByCurrentThread();
        });
        OtherThread<Boolean> last = startQueueing(2, () -> lock().claim().release());

        interrupted.thread().interrupt();
        assertThat(interrupted.join()).isTrue();
        awaitQueue(2);
        assertThat(mine.isHeld()).isTrue();
        assertThat(mine.release()).isTrue();
        assertThat(first.join()).isTrue();
        assertThat(last.join()).isTrue();
        assertThat(events().count("interrupted")).isEqualTo(1);
    }

    @Test
    default void everyFormOfWaitCanBeInterrupted() throws Exception {
        List<Callable<?>> forms = List.of(
                () -> lock().claim(LONG),
                () -> lock().tryClaim(LONG),
                () -> lock().claimRecursive(),
                () -> lock().tryClaimRecursive(LONG),
                () -> lock().claimDetached(),
                () -> lock().tryClaimDetached(LONG));
        Claim mine = lock().claim();
        for (Callable<?> form : forms) {
            OtherThread<Boolean> other = startQueueing(0, () -> {
                try {
                    return fail("it got " + form.call());
                } catch (ClaimInterruptedException e) {
                    return Thread.currentThread().isInterrupted();
                }
            });
            other.thread().interrupt();
            assertThat(other.join()).isTrue();
        }
        assertOthersAreKeptOut();
        assertThat(mine.release()).isTrue();
    }

    @Test
    default void aTimedClaimGivesUpAndSaysWhoHolds() throws Exception {
        Claim mine = lock().claim();
        String holder = Thread.currentThread().getName();
        OtherThread.run(() -> {
            long start = System.nanoTime();
            assertThatThrownBy(() -> lock().claim(SHORT))
                    .isInstanceOfSatisfying(ClaimTimeoutException.class, e -> {
                        assertThat(e.timeout()).isEqualTo(SHORT);
                        assertThat(e.holder().orElseThrow().thread()).hasValue(holder);
                    })
                    .hasMessageContainingAll("not free within 0.030 s", "held by pid", holder);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
            assertThatThrownBy(() -> lock().claim(Duration.ZERO)).isInstanceOf(ClaimTimeoutException.class);
            assertThatThrownBy(() -> lock().claimRecursive(SHORT)).isInstanceOf(ClaimTimeoutException.class);
            assertThatThrownBy(() -> lock().claimDetached(SHORT)).isInstanceOf(ClaimTimeoutException.class);
        });
        assertThat(events().count("timedOut")).isEqualTo(4);
        assertOthersAreKeptOut();
        assertThat(mine.release()).isTrue();
    }

    @Test
    default void aTimedTryIsEmptyAfterItsTime() throws Exception {
        Claim mine = lock().claim();
        OtherThread.run(() -> {
            long start = System.nanoTime();
            assertThat(lock().tryClaim(SHORT)).isEmpty();
            assertThat(lock().tryClaimRecursive(SHORT)).isEmpty();
            assertThat(lock().tryClaimDetached(SHORT)).isEmpty();
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(SHORT.multipliedBy(3).toNanos());
        });
        assertThat(mine.release()).isTrue();
    }

    @Test
    default void aWaiterThatGaveUpBlocksNobodyBehindIt() throws Exception {
        Claim mine = lock().claim();
        OtherThread<Boolean> gaveUp =
                OtherThread.start(() -> lock().tryClaim(SHORT).isEmpty());
        OtherThread<Boolean> other = OtherThread.start(() -> lock().claim().release());
        assertThat(gaveUp.join()).isTrue();
        awaitQueue(1);
        assertThat(mine.release()).isTrue();
        assertThat(other.join()).isTrue();
    }

    @Test
    default void aForcedReleaseLetsTheNextThreadIn() throws Exception {
        Claim mine = lock().claim();
        OtherThread<Boolean> other = startQueueing(0, () -> lock().claim().release());
        assertThat(lock().forceRelease("test")).isTrue();
        assertThat(other.join()).isTrue();
        assertThat(mine.release()).isFalse();
    }

    @Test
    default void theLockViewWaitsAsALockDoes() throws Exception {
        Claim mine = lock().claim();
        OtherThread<Boolean> stubborn = startQueueing(0, () -> {
            lock().asLock().lock();
            lock().asLock().unlock();
            return Thread.currentThread().isInterrupted() && !mine.isHeld();
        });
        stubborn.thread().interrupt();
        await().untilAsserted(() -> assertThat(events().words()).contains("interrupted"));

        OtherThread<Boolean> polite = OtherThread.start(() -> {
            assertThatThrownBy(() -> lock().asLock().lockInterruptibly()).isInstanceOf(InterruptedException.class);
            return !Thread.currentThread().isInterrupted();
        });
        awaitQueue(2);
        polite.thread().interrupt();
        assertThat(polite.join()).isTrue();
        assertThat(OtherThread.call(() -> lock().asLock().tryLock(SHORT.toMillis(), MILLISECONDS)))
                .isFalse();
        assertThat(mine.release()).isTrue();
        assertThat(stubborn.join()).isTrue();
    }
}
