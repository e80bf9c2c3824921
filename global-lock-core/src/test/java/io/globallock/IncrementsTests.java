package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proves that the increments of {@link ExclusionContract} notice a lock that does not exclude. */
@Timeout(120)
class IncrementsTests {

    @Test
    void withoutALockIncrementsAreLost() throws Exception {
        assertThat(Increments.lost(4, 100_000, Runnable::run)).isPositive();
    }

    @Test
    void aLockThatLetsTwoThreadsInLosesIncrements() throws Exception {
        Semaphore broken = new Semaphore(2, true);
        assertThat(Increments.lost(4, 100_000, add -> {
                    broken.acquireUninterruptibly();
                    add.run();
                    broken.release();
                }))
                .isPositive();
    }
}
