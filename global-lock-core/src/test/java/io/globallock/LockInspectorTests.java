package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import io.globallock.posix.NamedSemaphore;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreOpening;
import io.globallock.posix.SemaphoreRefusedException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at locks from outside. */
@Timeout(60)
class LockInspectorTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @Test
    void thereIsNothingToSeeWhereThereIsNoLock() {
        assertThat(LockInspector.inspect(name)).isEmpty();
        assertThat(LockInspector.users(name)).isEmpty();
        assertThat(LockInspector.names()).doesNotContain(name);
    }

    @Test
    void aHeldLockIsSeenAsItsHolderSeesIt() {
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withLabel("bus master"))) {
            GlobalLock lock = locks.get(name);
            Claim claim = lock.claim();
            LockStatus seen = LockInspector.inspect("/" + name).orElseThrow();
            assertThat(seen.name()).isEqualTo(name);
            assertThat(seen.state()).isEqualTo(LockState.OWNED);
            assertThat(seen.value()).hasValue(0);
            assertThat(seen.token()).hasValue(claim.token());
            assertThat(seen.counters()).isEqualTo(lock.status().counters());
            Holder holder = seen.holder().orElseThrow();
            assertThat(holder.pid()).hasValue(ProcessHandle.current().pid());
            assertThat(holder.label()).hasValue("bus master");
            assertThat(holder.alive()).hasValue(true);
            assertThat(holder.samePidNamespace()).hasValue(true);

            assertThat(claim.release()).isTrue();
            assertThat(LockInspector.inspect(name).orElseThrow().state()).isEqualTo(LockState.FREE);
            assertThat(LockInspector.names()).contains(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, FOREIGN", "1, FREE", "2, OVERPOSTED"})
    void aBareSemaphoreIsSeenByItsValue(int value, LockState state) {
        try (NamedSemaphore foreign =
                NamedSemaphore.open(SemaphoreName.of(name), SemaphoreOpening.exclusive(0600, value))) {
            LockStatus seen = LockInspector.inspect(name).orElseThrow();
            assertThat(seen.state()).isEqualTo(state);
            assertThat(seen.value()).hasValue(value);
            assertThat(seen.counters()).isEmpty();
            assertThat(foreign.value()).hasValue(value);
        }
    }

    @Test
    void whatIsNoSemaphoreCannotBeInspected() throws Exception {
        Files.write(TestLocks.semaphore(name), new byte[16]);
        assertThatThrownBy(() -> LockInspector.inspect(name))
                .isInstanceOf(LockUnavailableException.class)
                .hasCauseInstanceOf(SemaphoreRefusedException.class)
                .hasMessageContaining("has 16 bytes");
    }
}
