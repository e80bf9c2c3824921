package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proves that the increments of {@link MpsLockContract} notice a lock that does not exclude. */
@Timeout(120)
class IncrementsTests {

    @Test
    void withoutALockIncrementsAreLost() throws Exception {
        assertThat(Increments.lost(4, 100_000, () -> {}, () -> {})).isPositive();
    }

    @Test
    void aLockThatAdmitsTwoThreadsLosesIncrements() throws Exception {
        Semaphore broken = new Semaphore(2);

        assertThat(Increments.lost(4, 100_000, broken::acquireUninterruptibly, broken::release))
                .isPositive();
    }
}
