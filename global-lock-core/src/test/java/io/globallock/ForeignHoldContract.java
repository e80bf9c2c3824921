package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.posix.NamedSemaphore;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreOpening;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Holds that belong to no process this library knows: of a program with bare semaphore calls, or left by a claim. */
interface ForeignHoldContract extends LockUnderTest {

    /** Waits for the semaphore as any program would. */
    default NamedSemaphore foreignHold() {
        NamedSemaphore foreign = foreignSemaphore();
        assertThat(foreign.tryWait()).isTrue();
        return foreign;
    }

    private NamedSemaphore foreignSemaphore() {
        return NamedSemaphore.open(SemaphoreName.of(lock().name()), SemaphoreOpening.existing());
    }

    @Test
    default void aForeignHoldKeepsEverybodyOut() throws Exception {
        try (NamedSemaphore foreign = foreignHold()) {
            assertThat(lock().status().state()).isEqualTo(LockState.FOREIGN);
            assertOthersAreKeptOut();
            assertThatThrownBy(() -> lock().claim(SHORT))
                    .isInstanceOf(ClaimTimeoutException.class)
                    .hasMessageContainingAll("a program that leaves no name", "forceRelease()");
            foreign.post();
        }
    }

    @Test
    default void aForeignProgramIsKeptOutByAClaim() {
        try (NamedSemaphore foreign = foreignSemaphore()) {
            Claim claim = lock().claim();
            assertThat(foreign.tryWait()).isFalse();
            assertThat(claim.release()).isTrue();
            assertThat(foreign.tryWait()).isTrue();
            foreign.post();
        }
    }

    @Test
    default void aForeignPostLetsAWaiterIn() throws Exception {
        try (NamedSemaphore foreign = foreignHold()) {
            OtherThread<Boolean> other = OtherThread.start(() -> lock().claim().release());
            awaitWaiters(1);
            assertThat(other.isDone()).isFalse();
            foreign.post();
            assertThat(other.join()).isTrue();
        }
    }

    private void awaitWaiters(int count) {
        await().untilAsserted(() -> assertThat(events().count("waiting")).isEqualTo(count));
    }

    @Test
    default void oneThreadWaitsForAForeignHoldAndTheOthersQueueBehindIt() throws Exception {
        try (NamedSemaphore foreign = foreignHold()) {
            OtherThread<Boolean> first = OtherThread.start(() -> lock().claim().release());
            awaitWaiters(1);
            OtherThread<Boolean> second = OtherThread.start(() -> lock().claim().release());
            await().until(() -> lock().status().queued() == 1);
            foreign.post();
            assertThat(first.join()).isTrue();
            assertThat(second.join()).isTrue();
        }
    }

    @Test
    default void anInterruptEndsTheWaitForAForeignHold() throws Exception {
        try (NamedSemaphore foreign = foreignHold()) {
            OtherThread<Boolean> other = OtherThread.start(() -> {
                assertThatThrownBy(() -> lock().claim()).isInstanceOf(ClaimInterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });
            awaitWaiters(1);
            long start = System.nanoTime();
            other.thread().interrupt();
            assertThat(other.join()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("20 ms on a machine with nothing else to do")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(foreign.value()).hasValue(0);
            foreign.post();
        }
    }

    @Test
    default void aTimedWaitForAForeignHoldIsExact() throws Exception {
        try (NamedSemaphore foreign = foreignHold()) {
            for (Duration timeout : new Duration[] {Duration.ofMillis(1), SHORT, Duration.ofMillis(50)}) {
                long start = System.nanoTime();
                assertThat(lock().tryClaim(timeout)).isEmpty();
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(timeout.toNanos());
            }
            foreign.post();
        }
    }

    @Test
    default void aForcedReleaseEndsAForeignHold() throws Exception {
        try (NamedSemaphore foreign = foreignHold()) {
            OtherThread<Boolean> other = OtherThread.start(() -> lock().claim().release());
            awaitWaiters(1);
            assertThat(lock().forceRelease("its program crashed")).isTrue();
            assertThat(other.join()).isTrue();
            assertThat(foreign.value()).hasValue(1);
        }
    }

    @Test
    default void aClaimCanLeaveTheLockLocked() throws Exception {
        Claim claim = lock().claim();
        assertThat(claim.leaveLocked()).isTrue();
        assertThat(claim.isHeld()).isFalse();
        assertThat(claim.isLost()).isFalse();
        assertThat(lock().isClaimedByCurrentThread()).isFalse();
        assertThat(lock().status().state()).isEqualTo(LockState.FOREIGN);
        assertOthersAreKeptOut();

        assertThat(claim.leaveLocked()).isFalse();
        assertThat(claim.release()).isFalse();
        assertOthersAreKeptOut();
        assertThat(lock().forceRelease("unget")).isTrue();
        assertFree();
    }

    @Test
    default void onlyItsThreadLeavesTheLockLockedAndOnlyFromTheOutermostClaim() throws Exception {
        Claim outer = lock().claim();
        Claim inner = lock().claimRecursive();
        assertThatThrownBy(outer::leaveLocked).isInstanceOf(ClaimOrderException.class);
        assertThatThrownBy(inner::leaveLocked).isInstanceOf(ClaimOrderException.class);
        assertThat(inner.release()).isTrue();
        OtherThread.run(() -> assertThatThrownBy(outer::leaveLocked).isInstanceOf(NotOwnerException.class));
        assertThat(outer.release()).isTrue();

        Claim lost = lock().claim();
        assertThat(lock().forceRelease("test")).isTrue();
        assertThat(lost.leaveLocked()).isFalse();
        assertFree();
    }

    @Test
    default void aDetachedClaimIsLeftLockedByAnyThread() throws Exception {
        Claim claim = lock().claimDetached();
        assertThat(OtherThread.call(claim::leaveLocked)).isTrue();
        assertOthersAreKeptOut();
        assertThat(lock().forceRelease("unget")).isTrue();
    }
}
