package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FifoPermitTests {
    private final FifoPermit permit = new FifoPermit();

    @Test
    void itRemembersWhoTookIt() {
        assertThat(permit.holder()).isNull();
        permit.acquire();
        assertThat(permit.holder()).isSameAs(Thread.currentThread());
        assertThat(permit.release()).isTrue();
        assertThat(permit.holder()).isNull();
    }

    @Test
    void anyThreadMayReleaseIt() throws Exception {
        permit.acquire();
        OtherThread.run(() -> assertThat(permit.release()).isTrue());
        assertThat(permit.tryAcquire()).isTrue();
    }

    @Test
    void itsHolderIsNotAdmittedTwice() throws Exception {
        permit.acquire();
        assertThat(permit.tryAcquire()).isFalse();
        assertThat(permit.tryAcquire(1_000_000)).isFalse();
    }

    @Test
    void releasingAFreePermitAddsNone() {
        assertThat(permit.release()).isFalse();
        assertThat(permit.tryAcquire()).isTrue();
        assertThat(permit.tryAcquire()).isFalse();
    }

    @Test
    void aReleaseWakesTheWaitingThread() throws Exception {
        permit.acquire();
        OtherThread other = OtherThread.start(permit::acquireInterruptibly);
        await().until(() -> permit.queueLength() == 1);
        permit.release();
        other.join();
        assertThat(permit.holder()).isSameAs(other.thread());
    }

    @Test
    void timeoutsBeyondTheClocksRangeAreCutToIt() {
        assertThat(FifoPermit.nanos(Duration.ZERO)).isZero();
        assertThat(FifoPermit.nanos(Duration.ofSeconds(1, 1))).isEqualTo(1_000_000_001L);
        assertThat(FifoPermit.nanos(Duration.ofNanos(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThat(FifoPermit.nanos(Duration.ofNanos(Long.MAX_VALUE).plusNanos(1)))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(FifoPermit.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> FifoPermit.nanos(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Duration.ZERO");
    }
}
