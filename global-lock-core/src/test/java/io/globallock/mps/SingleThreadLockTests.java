package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SingleThreadLockTests extends MpsLockContract {

    @Override
    protected MpsLock newLock() {
        return new SingleThreadLock();
    }

    @Override
    protected boolean supportsOtherThreads() {
        return false;
    }

    @Test
    void aSecondThreadIsRefusedEvenWhenTheLockIsFree() throws Exception {
        SingleThreadLock lock = new SingleThreadLock("alone");
        lock.claim();
        OtherThread.run(() -> assertThatThrownBy(lock::claim).isInstanceOf(LockUsageException.class));
        lock.release();

        OtherThread.run(() -> {
            assertThatThrownBy(lock::claim).isInstanceOf(LockUsageException.class);
            assertThatThrownBy(lock::claimRecursive).isInstanceOf(LockUsageException.class);
        });
        lock.claim();
        lock.release();
    }

    @Test
    void theThreadThatMadeTheLockNeedNotBeTheOneThatUsesIt() throws Exception {
        SingleThreadLock lock = new SingleThreadLock("alone");
        OtherThread.run(() -> {
            lock.claim();
            lock.release();
        });
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aClaimBeyondTheDepthLimitIsRefusedAndChangesNothing() {
        SingleThreadLock lock = new SingleThreadLock("deep", 2);
        lock.claim();
        lock.claimRecursive();

        assertThatThrownBy(lock::claimRecursive)
                .isInstanceOf(LockUsageException.class)
                .hasMessageContaining("2 is the limit")
                .hasMessageContaining("depth 2");

        lock.releaseRecursive();
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void theTextOfALockTellsItsState() {
        SingleThreadLock lock = new SingleThreadLock("table");
        assertThat(lock).hasToString("SingleThreadLock[table: free]");
        lock.claim();
        assertThat(lock).hasToString("SingleThreadLock[table: depth 1]");
        lock.release();
        lock.finish();
        assertThat(lock).hasToString("SingleThreadLock[table: finished]");
        assertThat(new SingleThreadLock().name()).startsWith("SingleThreadLock@");
    }
}
