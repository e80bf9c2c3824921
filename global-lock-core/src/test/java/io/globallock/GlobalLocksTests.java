package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.TestLocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One lock for each name and JVM, from the first who gets it to the last who closes. */
@Timeout(60)
class GlobalLocksTests {

    private static final LockOptions LOCAL = LockOptions.defaults().withMechanism(Mechanism.LOCAL);

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();

    @Test
    void allInstancesShareOneLockForAName() {
        try (GlobalLocks first = GlobalLocks.create();
                GlobalLocks second = GlobalLocks.create()) {
            GlobalLock lock = first.get(name);
            assertThat(first.get(name)).isSameAs(lock);
            assertThat(first.get("/" + name)).isSameAs(lock);
            assertThat(second.get(name)).isSameAs(lock);
            assertThat(first.locks()).containsExactly(lock);
        }
    }

    @Test
    void theLastInstanceThatUsesALockClosesIt() {
        GlobalLocks first = GlobalLocks.create();
        GlobalLocks second = GlobalLocks.create();
        GlobalLock lock = first.get(name);
        assertThat(first.get(name)).isSameAs(second.get(name));
        first.close();
        assertThat(lock.claim().release()).isTrue();
        second.close();
        assertThatThrownBy(lock::claim).isInstanceOf(LockClosedException.class);
    }

    @Test
    void aSecondCloseTakesNothingFromOthers() {
        GlobalLocks first = GlobalLocks.create();
        GlobalLocks second = GlobalLocks.create();
        GlobalLock lock = first.get(name);
        assertThat(second.get(name)).isSameAs(lock);
        first.close();
        first.close();
        assertThat(lock.claim().release()).isTrue();
        second.close();
    }

    @Test
    void aClosedInstanceHandsOutNothing() {
        GlobalLocks locks = GlobalLocks.create();
        locks.close();
        assertThatThrownBy(() -> locks.get(name))
                .isInstanceOfSatisfying(
                        LockClosedException.class, e -> assertThat(e.lockName()).isEqualTo(name));
        assertThatThrownBy(() -> locks.get(name, LOCAL)).isInstanceOf(LockClosedException.class);
        assertThat(locks.locks()).isEmpty();
        assertThat(TestLocks.semaphore(name)).doesNotExist();
    }

    @Test
    void aHeldLockStaysOpenAndACloseCanBeRepeated() {
        GlobalLocks locks = GlobalLocks.create();
        GlobalLock held = locks.get(name);
        GlobalLock free = locks.get(testLocks.name());
        Claim claim = held.claim();
        assertThatThrownBy(locks::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(name, "is held", "release it before closing it");
        assertThatThrownBy(free::claim).isInstanceOf(LockClosedException.class);
        assertThat(locks.locks()).containsExactly(held);

        assertThat(held.claimRecursive().release()).isTrue();
        assertThat(claim.release()).isTrue();
        assertThat(held.claim().release()).isTrue();
        locks.close();
        assertThatThrownBy(held::claim).isInstanceOf(LockClosedException.class);
    }

    @Test
    void aHeldLockCannotBeClosed() {
        try (GlobalLocks locks = GlobalLocks.create()) {
            GlobalLock lock = locks.get(name);
            Claim claim = lock.claim();
            assertThatThrownBy(lock::close).isInstanceOf(IllegalStateException.class);
            assertThat(lock.isLocked()).isTrue();
            assertThat(claim.release()).isTrue();
        }
    }

    @Test
    void aLockThatIsBeingClaimedCannotBeClosed() throws Exception {
        try (GlobalLocks locks = GlobalLocks.create()) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().leaveLocked()).isTrue();
            RecordedEvents events = new RecordedEvents();
            locks.addListener(events);
            OtherThread<Boolean> waiter = OtherThread.start(() -> lock.claim().release());
            await().until(() -> events.count("waiting") == 1);
            assertThatThrownBy(lock::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is being claimed");
            assertThat(lock.forceRelease("test")).isTrue();
            assertThat(waiter.join()).isTrue();
        }
    }

    @Test
    void aClosedLockIsOpenedAnewWithOtherOptionsToo() {
        try (GlobalLocks locks = GlobalLocks.create()) {
            GlobalLock owned = locks.get(name);
            owned.close();
            GlobalLock local = locks.get(name, LOCAL);
            assertThat(local).isNotSameAs(owned);
            assertThat(local.mechanism()).isEqualTo(Mechanism.LOCAL);
            assertThat(locks.locks()).containsExactly(local);
        }
    }

    @Test
    void theOptionsOfTheInstanceAreTheDefault() {
        try (GlobalLocks locks = GlobalLocks.create(LOCAL)) {
            assertThat(locks.get(name).mechanism()).isEqualTo(Mechanism.LOCAL);
        }
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withLabel("weather station"))) {
            Claim claim = locks.get(name).claim();
            assertThat(locks.get(name).holder().orElseThrow().label()).hasValue("weather station");
            claim.close();
        }
    }

    @Test
    void manyThreadsGetOneLock() throws Exception {
        Set<GlobalLock> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int round = 0; round < 20; round++) {
            seen.clear();
            CyclicBarrier together = new CyclicBarrier(8);
            List<OtherThread<GlobalLock>> others = new ArrayList<>();
            List<GlobalLocks> instances = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                GlobalLocks locks = GlobalLocks.create();
                instances.add(locks);
                others.add(OtherThread.start(() -> {
                    together.await();
                    return locks.get(name);
                }));
            }
            for (OtherThread<GlobalLock> other : others) {
                seen.add(other.join());
            }
            assertThat(seen).hasSize(1);
            instances.forEach(GlobalLocks::close);
            assertThatThrownBy(() -> seen.iterator().next().claim()).isInstanceOf(LockClosedException.class);
        }
    }
}
