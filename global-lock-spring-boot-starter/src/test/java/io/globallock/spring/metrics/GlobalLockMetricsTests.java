package io.globallock.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globallock.Claim;
import io.globallock.ClaimInterruptedException;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockClosedException;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.LockTests;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GlobalLockMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.LOCAL));
    private final GlobalLock lock = locks.get(LockTests.uniqueName());

    GlobalLockMetricsTests() {
        new GlobalLockMetrics(locks, () -> Map.of("bus", lock), measured -> 7).bindTo(registry);
    }

    @AfterEach
    void close() {
        locks.close();
    }

    @Test
    void everyMeterHasDescriptionAndLockTag() {
        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
            assertThat(meter.getId().getName()).startsWith("globallock.");
            assertThat(meter.getId().getTag("lock")).isEqualTo("bus");
            assertThat(meter.getId().getDescription()).isNotBlank();
        });
    }

    @Test
    void countersThatTheMechanismDoesNotKeepAreNotRegistered() {
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .doesNotContain("globallock.takeovers", "globallock.lost");
    }

    @Test
    void timesClaimsAndHolds() {
        lock.claim().close();
        lock.claim().close();
        assertThat(claims("acquired")).isEqualTo(2);
        assertThat(registry.get("globallock.hold").timer().count()).isEqualTo(2);
        assertThat(registry.get("globallock.hold").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    @Test
    void nestedClaimsCountOnce() {
        try (Claim outer = lock.claimRecursive()) {
            lock.claimRecursive().close();
            assertThat(outer.isHeld()).isTrue();
        }
        assertThat(claims("acquired")).isEqualTo(1);
    }

    @Test
    void tellsTimeoutsInterruptsAndFailuresApart() {
        try (Claim elsewhere = lock.claimDetached()) {
            assertThat(lock.tryClaim()).isEmpty();
            assertThat(lock.tryClaim(Duration.ofMillis(5))).isEmpty();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(ClaimInterruptedException.class).isThrownBy(lock::claim);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(elsewhere.isHeld()).isTrue();
        }
        lock.close();
        assertThatExceptionOfType(LockClosedException.class).isThrownBy(lock::claim);
        assertThat(claims("timeout")).isEqualTo(2);
        assertThat(claims("interrupted")).isEqualTo(1);
        assertThat(claims("failed")).isEqualTo(1);
        assertThat(claims("acquired")).isEqualTo(1);
    }

    @Test
    void aRunningWaitAndARunningHoldAreVisible() throws InterruptedException {
        Claim held = lock.claimDetached();
        Thread waiter = new Thread(() -> lock.claim().close());
        waiter.start();
        Awaitility.await().until(() -> gauge("globallock.waiters") == 1); // told as waiting just before it queues
        assertThat(registry.get("globallock.claim.active").longTaskTimer().activeTasks())
                .isEqualTo(1);
        assertThat(gauge("globallock.claimed")).isEqualTo(1);
        assertThat(registry.get("globallock.hold.active").timeGauge().value(TimeUnit.NANOSECONDS))
                .isPositive();
        held.release();
        waiter.join();
        assertThat(registry.get("globallock.claim.active").longTaskTimer().activeTasks())
                .isZero();
        assertThat(registry.get("globallock.hold.active").timeGauge().value()).isZero();
        assertThat(gauge("globallock.claimed")).isZero();
        assertThat(gauge("globallock.waiters")).isZero();
    }

    @Test
    void otherLocksHaveNoMeters() {
        GlobalLock other = locks.get(LockTests.uniqueName());
        other.claim().close();
        assertThat(claims("acquired")).isZero();
    }

    @Test
    void aClosedLockHasNoValue() {
        lock.close();
        assertThat(gauge("globallock.claimed")).isNaN();
    }

    @Test
    void holdsThatWereTooLongAreCounted() {
        assertThat(registry.get("globallock.hold.exceeded").functionCounter().count())
                .isEqualTo(7);
    }

    private long claims(String outcome) {
        return registry.get("globallock.claim").tag("outcome", outcome).timer().count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
