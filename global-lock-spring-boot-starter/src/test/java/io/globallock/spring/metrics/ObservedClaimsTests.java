package io.globallock.spring.metrics;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globallock.Claim;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.LockTests;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObservedClaimsTests {

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final ObservedClaims claims = new ObservedClaims(registry);
    private final GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.LOCAL));
    private final GlobalLock lock = locks.get(LockTests.uniqueName());

    @AfterEach
    void close() {
        locks.close();
    }

    @Test
    void aClaimIsAnObservationWithLockAndOutcome() {
        claims.observe("bus", lock, lock::claim).close();
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("globallock.claim")
                .hasContextualNameEqualTo("claim bus")
                .hasLowCardinalityKeyValue("lock", "bus")
                .hasLowCardinalityKeyValue("outcome", "acquired")
                .doesNotHaveError()
                .hasBeenStopped();
    }

    @Test
    void aTimeoutTellsTheHolder() {
        try (Claim elsewhere = lock.claimDetached()) {
            assertThatExceptionOfType(ClaimTimeoutException.class)
                    .isThrownBy(() -> claims.observe("bus", elsewhere.lock(), () -> lock.claim(Duration.ZERO)));
        }
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "timeout")
                .hasHighCardinalityKeyValue(
                        "holder", "pid " + ProcessHandle.current().pid())
                .hasError()
                .hasBeenStopped();
    }

    @Test
    void nestedClaimsAreNotObserved() {
        try (Claim outer = lock.claimRecursive()) {
            claims.observe("bus", outer.lock(), lock::claimRecursive).close();
        }
        TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyObservation();
    }
}
