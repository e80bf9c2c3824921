package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.SemaphoreFile;
import io.globallock.peer.TestLocks;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An Error between libc's semaphore and the claim: nobody else knows that this process is inside. */
@Timeout(60)
class PlainLeakTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final GlobalLocks locks =
            testLocks.closing(GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.PLAIN)));
    private final GlobalLock lock = locks.get(testLocks.name());

    @AfterEach
    void strikeNoMore() {
        ClaimStep.hookOfThisJvm = null;
    }

    @Test
    void theNextClaimGetsInAtOnce() {
        leak();
        assertThat(lock.tryClaim(Duration.ofMillis(100))).hasValueSatisfying(Claim::release);
        assertThat(lock.value()).hasValue(1);
    }

    @Test
    void theReaperFreesItForOtherPrograms() {
        leak();
        await().until(() -> SemaphoreFile.read(lock.name()).value() == 1);
    }

    @Test
    void aForceFreesItOnce() {
        leak();
        assertThat(lock.forceRelease("it is nobody's")).isTrue();
        Claim claim = lock.claim();
        long from = System.nanoTime();
        await().until(() -> System.nanoTime() - from
                > Duration.ofMillis(3 * Reaper.PERIOD_MILLIS).toNanos());
        assertThat(lock.value()).as("the reaper posts nothing under the claim").hasValue(0);
        assertThat(claim.release()).isTrue();
    }

    private void leak() {
        ClaimStep.hookOfThisJvm = step -> {
            if (step.equals("GATE_PASSED")) {
                ClaimStep.hookOfThisJvm = null;
                throw new OutOfMemoryError("struck by a test");
            }
        };
        assertThatThrownBy(lock::claim).isInstanceOf(OutOfMemoryError.class);
        assertThat(SemaphoreFile.read(lock.name()).value()).isZero();
    }
}
