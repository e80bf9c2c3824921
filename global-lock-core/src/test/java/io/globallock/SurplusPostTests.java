package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import io.globallock.posix.NamedSemaphore;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreOpening;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Semaphores that somebody posted without holding them: their value would let several in. */
@Timeout(60)
class SurplusPostTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final GlobalLocks locks = testLocks.closing(GlobalLocks.create());
    private final String name = testLocks.name();

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, Integer.MAX_VALUE})
    void theOwnedMechanismLetsOneInAndRemovesTheRest(int value) throws Exception {
        try (NamedSemaphore foreign = create(value)) {
            GlobalLock lock = locks.get(name, LockOptions.defaults().withMechanism(Mechanism.OWNED));
            Claim claim = lock.claim();
            assertThat(foreign.value()).hasValue(0);
            assertThat(foreign.tryWait()).isFalse();
            assertThat(OtherThread.call(() -> lock.tryClaim().isEmpty())).isTrue();
            // The reaper may have removed them, and counts afterwards.
            await().untilAsserted(() -> assertThat(
                            lock.status().counters().orElseThrow().absorbed())
                    .isEqualTo(value - 1L));
            assertThat(claim.release()).isTrue();
            assertThat(foreign.value()).hasValue(1);
        }
    }

    @Test
    void aPostOnAHeldOwnedLockIsRemovedWithoutACall() {
        try (NamedSemaphore foreign = create(1)) {
            GlobalLock lock = locks.get(name, LockOptions.defaults().withMechanism(Mechanism.OWNED));
            Claim claim = lock.claim();
            foreign.post();
            await().untilAsserted(() -> assertThat(foreign.value()).hasValue(0));
            assertThat(claim.isHeld()).isTrue();
            assertThat(claim.release()).isTrue();
            assertThat(foreign.value()).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, Integer.MAX_VALUE})
    void thePlainMechanismRefusesASemaphoreThatWouldLetSeveralIn(int value) {
        try (NamedSemaphore foreign = create(value)) {
            LockOptions plain = LockOptions.defaults().withMechanism(Mechanism.PLAIN);
            assertThatThrownBy(() -> locks.get(name, plain))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContainingAll("its value is " + value, "mechanism owned", "unlink");
            assertThat(foreign.value()).as("left as it was").hasValue(value);

            assertThat(locks.get(name).claim().release()).isTrue();
            assertThat(foreign.value()).as("mended as the message says").hasValue(1);
        }
    }

    @Test
    void thePlainMechanismNeverRaisesTheValueAboveOne() {
        try (NamedSemaphore foreign = create(1)) {
            GlobalLock lock = locks.get(name, LockOptions.defaults().withMechanism(Mechanism.PLAIN));
            Claim claim = lock.claim();
            foreign.post();
            assertThat(claim.release()).as("somebody else's post freed it").isFalse();
            assertThat(foreign.value()).hasValue(1);
        }
    }

    private NamedSemaphore create(int value) {
        return NamedSemaphore.open(SemaphoreName.of(name), SemaphoreOpening.exclusive(0600, value));
    }
}
