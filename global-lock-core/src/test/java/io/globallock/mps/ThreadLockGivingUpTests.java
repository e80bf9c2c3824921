package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The claims that end without the lock: tries, timeouts, interrupts; in binary and recursive form. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ThreadLockGivingUpTests {
    private static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private final ThreadLock lock = new ThreadLock("giving up");

    enum Form {
        BINARY {
            @Override
            boolean tryClaim(ThreadLock lock) {
                return lock.tryClaim();
            }

            @Override
            boolean tryClaim(ThreadLock lock, Duration timeout) throws InterruptedException {
                return lock.tryClaim(timeout);
            }

            @Override
            void claimInterruptibly(ThreadLock lock) throws InterruptedException {
                lock.claimInterruptibly();
            }
        },
        RECURSIVE {
            @Override
            boolean tryClaim(ThreadLock lock) {
                return lock.tryClaimRecursive();
            }

            @Override
            boolean tryClaim(ThreadLock lock, Duration timeout) throws InterruptedException {
                return lock.tryClaimRecursive(timeout);
            }

            @Override
            void claimInterruptibly(ThreadLock lock) throws InterruptedException {
                lock.claimRecursiveInterruptibly();
            }
        };

        abstract boolean tryClaim(ThreadLock lock);

        abstract boolean tryClaim(ThreadLock lock, Duration timeout) throws InterruptedException;

        abstract void claimInterruptibly(ThreadLock lock) throws InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void aFreeLockIsClaimedAtOnce(Form form) throws Exception {
        assertThat(form.tryClaim(lock)).isTrue();
        lock.release();
        assertThat(form.tryClaim(lock, Duration.ZERO)).isTrue();
        lock.release();
        assertThat(form.tryClaim(lock, HUGE)).isTrue();
        lock.release();
        form.claimInterruptibly(lock);
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTryGivesUpAtOnceWhileAnotherThreadHolds(Form form) throws Exception {
        lock.claim();
        OtherThread.run(() -> {
            assertThat(form.tryClaim(lock)).isFalse();
            assertThat(form.tryClaim(lock, Duration.ZERO)).isFalse();
        });
        lock.release();
    }

    @ParameterizedTest
    @EnumSource
    void aTimedClaimGivesUpAfterItsTimeoutAndLeavesTheQueue(Form form) throws Exception {
        lock.claim();
        OtherThread.run(() -> {
            long start = System.nanoTime();
            assertThat(form.tryClaim(lock, Duration.ofMillis(50))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(50), Duration.ofSeconds(10));
        });
        assertThat(lock.queueLength()).isZero();
        lock.release();
    }

    @ParameterizedTest
    @EnumSource
    void aHugeTimeoutWaitsUntilTheRelease(Form form) throws Exception {
        lock.claim();
        OtherThread other = OtherThread.start(() -> {
            assertThat(form.tryClaim(lock, HUGE)).isTrue();
            lock.release();
        });
        other.awaitWaiting();
        lock.release();
        other.join();
    }

    @ParameterizedTest
    @EnumSource
    void aNegativeTimeoutIsRefusedWhateverTheState(Form form) {
        assertThatThrownBy(() -> form.tryClaim(lock, Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.000000001S");
        assertThat(lock.isHeld()).isFalse();
        lock.claim();
        assertThatThrownBy(() -> form.tryClaim(lock, HUGE.negated())).isInstanceOf(IllegalArgumentException.class);
        lock.release();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptBeforeTheCallClaimsNothing(Form form) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> form.claimInterruptibly(lock)).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> form.tryClaim(lock, Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(lock.isHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAWaitAndLeavesTheQueue(Form form) throws Exception {
        lock.claim();
        OtherThread untimed = OtherThread.start(
                () -> assertThatThrownBy(() -> form.claimInterruptibly(lock)).isInstanceOf(InterruptedException.class));
        OtherThread timed = OtherThread.start(
                () -> assertThatThrownBy(() -> form.tryClaim(lock, HUGE)).isInstanceOf(InterruptedException.class));
        untimed.awaitWaiting().thread().interrupt();
        timed.awaitWaiting().thread().interrupt();
        untimed.join();
        timed.join();
        assertThat(lock.queueLength()).isZero();
        lock.release();
    }

    @Test
    void aTryOfAnInterruptedThreadClaimsAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        assertThat(lock.tryClaim()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        lock.release();
    }

    @Test
    void theOwnerNestsRecursiveClaimsOfEveryKind() throws Exception {
        lock.claim();
        assertThat(lock.tryClaimRecursive()).isTrue();
        assertThat(lock.tryClaimRecursive(Duration.ZERO)).isTrue();
        lock.claimRecursiveInterruptibly();

        assertThat(lock.toString()).contains("depth 4");
        for (int i = 0; i < 4; i++) {
            lock.releaseRecursive();
        }
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void anInterruptedOwnerAddsNoClaimThatCouldBeInterrupted() {
        lock.claim();
        Thread.currentThread().interrupt();
        assertThatThrownBy(lock::claimRecursiveInterruptibly).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lock.tryClaimRecursive(Duration.ZERO)).isInstanceOf(InterruptedException.class);
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void binaryClaimsOfEveryKindAreRefusedToTheOwner() {
        lock.claim();
        assertThatThrownBy(lock::tryClaim).isInstanceOf(LockUsageException.class);
        assertThatThrownBy(() -> lock.tryClaim(Duration.ZERO)).isInstanceOf(LockUsageException.class);
        assertThatThrownBy(lock::claimInterruptibly).isInstanceOf(LockUsageException.class);
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }
}
