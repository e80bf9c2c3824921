package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** The lock as a {@link Lock} of the JDK. */
interface LockViewContract extends LockUnderTest {

    @Test
    default void theLockViewClaimsRecursively() throws Exception {
        Lock view = lock().asLock();
        view.lock();
        view.lockInterruptibly();
        assertThat(view.tryLock()).isTrue();
        assertThat(view.tryLock(1, TimeUnit.SECONDS)).isTrue();
        assertThat(lock().status().depth()).isEqualTo(4);
        assertThat(lock().isClaimedByCurrentThread()).isTrue();
        assertOthersAreKeptOut();
        for (int i = 0; i < 4; i++) {
            assertThat(lock().isLocked()).isTrue();
            view.unlock();
        }
        assertFree();
    }

    @Test
    default void tryLockFindsALockThatIsTaken() throws Exception {
        Claim claim = lock().claim();
        Lock view = lock().asLock();
        OtherThread.run(() -> {
            assertThat(view.tryLock()).isFalse();
            assertThat(view.tryLock(0, TimeUnit.SECONDS)).isFalse();
            assertThat(view.tryLock(-1, TimeUnit.SECONDS)).isFalse();
            assertThat(view.tryLock(Long.MIN_VALUE, TimeUnit.DAYS)).isFalse();
        });
        assertThat(claim.release()).isTrue();
        assertThat(view.tryLock(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
        view.unlock();
    }

    @Test
    default void unlockByAThreadThatDoesNotHoldTheLockIsAnError() throws Exception {
        Lock view = lock().asLock();
        assertThatThrownBy(view::unlock).isInstanceOf(IllegalMonitorStateException.class);

        view.lock();
        OtherThread.run(() -> assertThatThrownBy(view::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining(lock().name()));
        assertOthersAreKeptOut();
        view.unlock();
        assertThatThrownBy(view::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertFree();
    }

    @Test
    default void unlockAfterAForcedReleaseIsAnError() throws Exception {
        Lock view = lock().asLock();
        view.lock();
        assertThat(lock().forceRelease("test")).isTrue();
        Claim next = lock().claimDetached();
        assertThatThrownBy(view::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertOthersAreKeptOut();
        assertThat(next.release()).isTrue();
    }

    @Test
    default void theLockViewHasNoConditions() {
        assertThatThrownBy(() -> lock().asLock().newCondition()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    default void anInterruptedThreadLocksAndStaysInterrupted() throws Exception {
        OtherThread.run(() -> {
            Thread.currentThread().interrupt();
            lock().asLock().lock();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            lock().asLock().unlock();
        });
        assertFree();
    }

    @Test
    default void anInterruptedThreadCannotLockInterruptibly() throws Exception {
        Lock view = lock().asLock();
        OtherThread.run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(view::lockInterruptibly).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> view.tryLock(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        assertFree();
    }
}
