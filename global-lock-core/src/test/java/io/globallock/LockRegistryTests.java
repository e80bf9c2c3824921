package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.SemaphoreFile;
import io.globallock.peer.SlotBytes;
import io.globallock.peer.TestLocks;
import io.globallock.posix.SemaphoreName;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an open that fails after the semaphore was opened. */
@Timeout(60)
class LockRegistryTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final SemaphoreName name = SemaphoreName.of(testLocks.name());
    private final LockOptions options = LockOptions.defaults().withMechanism(Mechanism.OWNED);
    private final AtomicInteger starts = new AtomicInteger();
    private final LockRegistry registry = new LockRegistry(new Reaper(this::startAtTheSecondTime));

    private void startAtTheSecondTime(Thread thread) {
        if (starts.incrementAndGet() == 1) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        thread.start();
    }

    /** The lock that failed to open had the same slot: looked after all the same, it would free its successor's holds. */
    @Test
    void aLockWithoutAReaperIsNotOpenAndNobodyLooksAfterIt() throws Exception {
        assertThatThrownBy(() -> registry.open(name, options, null)).isInstanceOf(OutOfMemoryError.class);
        assertThat(SlotBytes.locked(name.path())).isEmpty();

        GatedLock lock = registry.open(name, options, null);
        try (Claim claim = lock.claim()) {
            long from = System.nanoTime();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> System.nanoTime() - from
                            > Duration.ofMillis(8 * Reaper.PERIOD_MILLIS).toNanos());
            assertThat(SemaphoreFile.read(name.text()).value()).isZero();
            assertThat(SemaphoreFile.read(name.text()).owner()).isPositive();
            assertThat(claim.isHeld()).isTrue();
        }
        registry.close(lock);
        assertThat(SemaphoreFile.read(name.text()).value()).isEqualTo(1);
    }
}
