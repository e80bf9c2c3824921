package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Threads run out of stack in claims and releases; the lock must not notice. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ThreadLockStackOverflowTests {
    private static final int SMALL_STACK = 200_000;

    private final ThreadLock lock = new ThreadLock("deep recursion");
    private int sections;

    @Test
    void aLockNobodyElseWantsSurvives() throws Exception {
        overflow(200, this::claimDeeperAndDeeper);

        assertThat(sections).isPositive();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aLockThatOthersWaitForSurvives() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<OtherThread> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            others.add(OtherThread.start(() -> {
                while (!stop.get()) {
                    lock.claim();
                    sections++;
                    lock.release();
                }
            }));
        }
        overflow(200, this::claimDeeperAndDeeper);
        stop.set(true);
        for (OtherThread other : others) {
            other.join();
        }
        assertThat(lock.tryClaim(Duration.ofSeconds(5))).isTrue();
        lock.release();
    }

    @Test
    void aQueueKeepsNobodyWhoCouldNotWaitInIt() throws Exception {
        lock.claim();
        overflow(20, this::waitDeeperAndDeeper);

        assertThat(lock.queueLength()).isZero();
        lock.release();
        assertThat(lock.tryClaim(Duration.ofSeconds(5))).isTrue();
        lock.release();
    }

    /** Each round meets the end of the stack at another place, as it starts at another depth. */
    private void overflow(int rounds, Runnable recursion) throws Exception {
        for (int round = 0; round < rounds; round++) {
            int depth = round % 17;
            Thread thread = new Thread(
                    null,
                    () -> {
                        assertThatThrownBy(() -> startDeeper(depth, recursion)).isInstanceOf(StackOverflowError.class);
                        releaseWhatAnOverflowLeftClaimed();
                    },
                    "overflows",
                    SMALL_STACK);
            thread.setDaemon(true);
            thread.start();
            thread.join(Duration.ofSeconds(30).toMillis());
            assertThat(thread.isAlive()).as("stuck in " + lock).isFalse();
        }
    }

    private void startDeeper(int frames, Runnable recursion) {
        if (frames > 0) {
            startDeeper(frames - 1, recursion);
        } else {
            recursion.run();
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private void claimDeeperAndDeeper() {
        lock.claim();
        try {
            sections++;
        } finally {
            lock.release();
        }
        claimDeeperAndDeeper();
    }

    @SuppressWarnings("InfiniteRecursion")
    private void waitDeeperAndDeeper() {
        try {
            assertThat(lock.tryClaim(Duration.ofNanos(10_000))).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        waitDeeperAndDeeper();
    }

    private void releaseWhatAnOverflowLeftClaimed() {
        if (lock.toString().contains("owner " + LockUsageException.nameOf(Thread.currentThread()))) {
            lock.release();
        }
    }
}
