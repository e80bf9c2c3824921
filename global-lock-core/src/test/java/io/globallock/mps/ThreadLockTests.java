package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadLockTests extends MpsLockContract {

    @Override
    protected MpsLock newLock() {
        return new ThreadLock();
    }

    @Test
    void threadsGetTheLockInTheOrderInWhichTheyCame() throws Exception {
        ThreadLock lock = new ThreadLock("fifo");
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<OtherThread> others = new ArrayList<>();
        lock.claim();
        for (int i = 0; i < 10; i++) {
            int number = i;
            others.add(OtherThread.start(() -> {
                lock.claim();
                order.add(number);
                lock.release();
            }));
            await().until(() -> lock.queueLength() == number + 1);
        }
        lock.release();
        for (OtherThread other : others) {
            other.join();
        }
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void aTryDoesNotOvertakeAWaitingThread() throws Exception {
        ThreadLock lock = new ThreadLock("fifo");
        for (int i = 0; i < 100; i++) {
            CountDownLatch tried = new CountDownLatch(1);
            lock.claim();
            OtherThread other = OtherThread.start(() -> {
                lock.claim();
                tried.await();
                lock.release();
            });
            other.awaitWaiting();
            lock.release();
            // The other thread, first in the queue, is either still waking up or the owner.
            assertThat(lock.tryClaim()).isFalse();
            tried.countDown();
            other.join();
        }
    }

    @Test
    void aClaimBeyondTheDepthLimitIsRefusedAndChangesNothing() {
        ThreadLock lock = new ThreadLock("deep", 3);
        lock.claim();
        lock.claimRecursive();
        lock.claimRecursive();

        assertThatThrownBy(lock::claimRecursive)
                .isInstanceOfSatisfying(
                        LockUsageException.class, e -> assertThat(e.depth()).isEqualTo(3))
                .hasMessageContaining("3 is the limit");
        assertThatThrownBy(lock::tryClaimRecursive).isInstanceOf(LockUsageException.class);

        lock.releaseRecursive();
        lock.releaseRecursive();
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void theOwnerMayDieAndKeepsTheLock() throws Exception {
        ThreadLock lock = new ThreadLock("orphan");
        OtherThread.run(lock::claim);

        assertThat(lock.isHeld()).isTrue();
        assertThat(lock.tryClaim()).isFalse();
        assertThatThrownBy(lock::release).hasMessageContaining("owner other #");
        assertThatThrownBy(lock::finish).isInstanceOf(LockUsageException.class);
    }

    @Test
    void aLockIsFinishedOnceNobodyHoldsIt() {
        ThreadLock lock = new ThreadLock("done");
        lock.finish();

        assertThatThrownBy(lock::tryClaim).hasMessageContaining("finished");
        assertThatThrownBy(lock::tryClaimRecursive).hasMessageContaining("finished");
        assertThatThrownBy(lock::claimInterruptibly).hasMessageContaining("finished");
        assertThatThrownBy(lock::release).hasMessageContaining("finished");
        assertThat(lock).hasToString("ThreadLock[done: finished, 0 waiting]");
    }

    @Test
    void theTextOfALockTellsOwnerAndDepth() {
        ThreadLock lock = new ThreadLock("table");
        assertThat(lock).hasToString("ThreadLock[table: free, 0 waiting]");

        lock.claim();
        lock.claimRecursive();
        assertThat(lock)
                .hasToString("ThreadLock[table: owner " + LockUsageException.nameOf(Thread.currentThread())
                        + ", depth 2, 0 waiting]");
        lock.releaseRecursive();
        lock.release();
    }

    @Test
    void anUnnamedLockIsNamedAfterItsType() {
        assertThat(new ThreadLock().name()).startsWith("ThreadLock@");
        assertThatThrownBy(() -> new ThreadLock(null)).isInstanceOf(NullPointerException.class);
    }
}
