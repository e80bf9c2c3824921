package io.globallock.spring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.Holder;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.LockSettings;
import io.globallock.spring.LockTests;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which holds are reported, however late the watchdog looks. */
class WatchedLockTests {

    private static final Duration MAX_HOLD = Duration.ofMillis(1);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final LockOptions options = LockOptions.defaults().withMechanism(Mechanism.LOCAL);
    private final GlobalLocks locks = GlobalLocks.create(options);
    private final GlobalLock lock = locks.get(LockTests.uniqueName());
    private final WatchedLock watched = watched(lock);

    private Optional<Holder> elsewhere = Optional.empty();
    private final WatchedLock watchedElsewhere = watched((GlobalLock) Proxy.newProxyInstance(
            GlobalLock.class.getClassLoader(), new Class<?>[] {GlobalLock.class}, (proxy, method, args) -> elsewhere));

    @AfterEach
    void close() {
        locks.close();
    }

    @Test
    void aHoldIsReportedOnceAndTheNextOneAgain() {
        Duration age;
        try (Claim claim = lock.claim()) {
            watched.claimed(claim);
            awaitAge(claim, Duration.ofMillis(5));
            assertThat(watched.look()).isPresent();
            assertThat(watched.look()).isEmpty();
            age = claim.held();
        }
        try (Claim next = lock.claim()) {
            watched.claimed(next);
            awaitAge(next, age); // the look is late: this hold is as old as the one before when it was seen last
            assertThat(watched.look()).isPresent();
            assertThat(watched.look()).isEmpty();
        }
        assertThat(watched.exceeded()).isEqualTo(2);
    }

    @Test
    void aClaimThatIsToldAfterItsHoldWasReportedIsNotReportedAgain() {
        try (Claim claim = lock.claim()) {
            awaitAge(claim, Duration.ofMillis(5));
            assertThat(watched.look()).isPresent();
            watched.claimed(claim);
            assertThat(watched.look()).isEmpty();
        }
    }

    @Test
    void holdsOfOtherProcessesAreToldApartByTheirStart() {
        elsewhere = holder(1, NOON, 20);
        assertThat(watchedElsewhere.look()).isPresent();
        elsewhere = holder(1, NOON, 30);
        assertThat(watchedElsewhere.look()).isEmpty();
        elsewhere = holder(1, NOON.plusMillis(40), 30);
        assertThat(watchedElsewhere.look()).isPresent();
    }

    @Test
    void holdsOfWhichOnlyTheAgeIsKnownAreToldApartByThat() {
        long here = ProcessHandle.current().pid();
        elsewhere = holder(here, NOON, 20);
        assertThat(watchedElsewhere.look()).isPresent();
        elsewhere = holder(here, NOON.plusMillis(1), 30);
        assertThat(watchedElsewhere.look()).isEmpty();
        elsewhere = holder(here, NOON.plusMillis(2), 5);
        assertThat(watchedElsewhere.look()).isPresent();
    }

    private WatchedLock watched(GlobalLock any) {
        LockSettings settings = new LockSettings("key", "name", Duration.ZERO, Optional.of(MAX_HOLD), options);
        return new WatchedLock(new KeyedLock(any, settings), MAX_HOLD);
    }

    private static Optional<Holder> holder(long pid, Instant since, long heldMillis) {
        return Optional.of(new Holder(
                OptionalLong.of(pid),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(1),
                Optional.of(since),
                Optional.of(Duration.ofMillis(heldMillis)),
                Optional.of(true),
                Optional.of(true)));
    }

    private static void awaitAge(Claim claim, Duration age) {
        Awaitility.await().until(() -> claim.held().compareTo(age) > 0);
    }
}
