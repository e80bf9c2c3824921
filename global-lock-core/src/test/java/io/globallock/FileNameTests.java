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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lock that is asked for by the name of its file, as {@code ls /dev/shm} shows it. */
@Timeout(60)
class FileNameTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String meant = testLocks.name();
    private final String name = "sem." + meant;

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void theNameOfAFileIsRefusedWithTheLockThatIsMeant(Mechanism mechanism) {
        testLocks.removing(name);
        LockOptions options = LockOptions.defaults().withMechanism(mechanism);
        try (GlobalLocks locks = GlobalLocks.create(options.withLockInfo(LockInfo.ALWAYS))) {
            assertThat(locks.get(meant).claim().release()).isTrue();
            assertThatThrownBy(() -> locks.get(name))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContaining("the lock in it is \"" + meant + "\": use that name");
        }
        assertThat(TestLocks.semaphore(name)).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aSemaphoreThatIsReallyCalledSoIsUsed(Mechanism mechanism) {
        testLocks.removing(name);
        NamedSemaphore.open(SemaphoreName.of(name), SemaphoreOpening.exclusive(0600, 1))
                .close();
        assertThat(LockInspector.names()).contains(name);
        RecordedEvents events = new RecordedEvents();
        try (GlobalLocks locks = GlobalLocks.create(
                LockOptions.defaults().withMechanism(mechanism).withLockInfo(LockInfo.ALWAYS))) {
            locks.addListener(events);
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().release()).isTrue();
            await().until(() -> events.words().stream().anyMatch(word -> word.contains("is \"" + meant + "\" meant?")));
            assertThat(lock.status().problem())
                    .hasValueSatisfying(what -> assertThat(what).contains("semaphore " + meant));
        }
        assertThat(TestLocks.semaphore(meant)).as("lock-info made no semaphore").doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "SINGLE"})
    void aLockWithoutAFileMayBeCalledSo(Mechanism mechanism) {
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(mechanism))) {
            assertThat(locks.get(name).claim().release()).isTrue();
        }
    }
}
