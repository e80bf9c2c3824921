package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code posix_ipc.Semaphore} offers; waits are {@link SemaphoreWaitTests}. */
@Timeout(60)
class NamedSemaphoreTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final SemaphoreName name = SemaphoreName.of(testLocks.name());

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @Test
    void waitAndPostCount() {
        NamedSemaphore semaphore = open(SemaphoreOpening.exclusive(0600, 2));
        assertThat(semaphore.name()).isEqualTo(name);
        assertThat(semaphore.value()).hasValue(2);
        assertThat(semaphore.tryWait()).isTrue();
        assertThat(semaphore.tryWait()).isTrue();
        assertThat(semaphore.tryWait()).isFalse();
        assertThat(semaphore.value()).hasValue(0);
        semaphore.post();
        assertThat(semaphore.value()).hasValue(1);
        assertThat(semaphore.tryWait()).isTrue();
    }

    @Test
    void whatExistsIsOpenedWithItsValue() {
        NamedSemaphore first = open(SemaphoreOpening.ifMissing(0600, 3));
        assertThat(open(SemaphoreOpening.ifMissing(0600, 7)).value()).hasValue(3);
        NamedSemaphore second = open(SemaphoreOpening.existing());
        assertThat(second.tryWait()).isTrue();
        assertThat(first.value()).hasValue(2);
    }

    @Test
    void onlyAnExistingOneMeansAnErrorWhereThereIsNone() {
        assertErrno("ENOENT", "There is no such semaphore", () -> open(SemaphoreOpening.existing()));
        assertThat(name.path()).doesNotExist();
    }

    @Test
    void aNewOneMeansAnErrorWhereThereIsOne() {
        NamedSemaphore first = open(SemaphoreOpening.exclusive(0600, 1));
        assertErrno("EEXIST", "unlink it first", () -> open(SemaphoreOpening.exclusive(0600, 5)));
        assertThat(first.value()).hasValue(1);
    }

    @Test
    void theModeIsCutByTheUmaskAsTheManualSays() throws Exception {
        open(SemaphoreOpening.exclusive(0640, 1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(name.path())))
                .startsWith("rw-")
                .endsWith("---");
    }

    @Test
    void openingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> SemaphoreOpening.exclusive(-1, 1)).hasMessageContaining("outside 0 to 0777");
        assertThatThrownBy(() -> SemaphoreOpening.ifMissing(01000, 1)).hasMessageContaining("mode 01000");
        assertThatThrownBy(() -> SemaphoreOpening.ifMissing(0600, -1)).hasMessageContaining("initial value -1");
    }

    @Test
    void aPostAtTheLimitIsAnErrorAndChangesNothing() {
        NamedSemaphore semaphore = open(SemaphoreOpening.exclusive(0600, Integer.MAX_VALUE));
        assertErrno("EOVERFLOW", "posted it without holding it", semaphore::post);
        assertThat(semaphore.value()).hasValue(Integer.MAX_VALUE);
        assertThat(semaphore.tryWait()).isTrue();
        semaphore.post();
        assertThat(semaphore.value()).hasValue(Integer.MAX_VALUE);
    }

    @Test
    void unlinkRemovesTheNameAndLeavesTheSemaphore() {
        NamedSemaphore old = open(SemaphoreOpening.exclusive(0600, 1));
        old.unlink();
        assertThat(name.path()).doesNotExist();
        assertThat(old.tryWait()).isTrue();

        NamedSemaphore next = open(SemaphoreOpening.exclusive(0600, 5));
        old.post();
        assertThat(next.value()).hasValue(5);
        NamedSemaphore.unlink(name);
        assertErrno("ENOENT", "no such semaphore", () -> NamedSemaphore.unlink(name));
    }

    @Test
    void aClosedSemaphoreRefusesEverythingAndItsValueStays() {
        NamedSemaphore semaphore = NamedSemaphore.open(name, SemaphoreOpening.exclusive(0600, 1));
        assertThat(semaphore.tryWait()).isTrue();
        semaphore.close();
        semaphore.close();
        for (ThrowingCallable use : new ThrowingCallable[] {
            semaphore::tryWait,
            semaphore::post,
            semaphore::value,
            semaphore::waitInterruptibly,
            () -> semaphore.timedWait(Duration.ZERO)
        }) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessageContaining("open it again");
        }
        semaphore.close();
        assertThat(open(SemaphoreOpening.existing()).value()).hasValue(0);
    }

    @Test
    void oneHandleOfTwoCanBeClosed() {
        NamedSemaphore first = open(SemaphoreOpening.exclusive(0600, 1));
        NamedSemaphore second = NamedSemaphore.open(name, SemaphoreOpening.existing());
        second.close();
        assertThat(first.tryWait()).isTrue();
    }

    @Test
    void filesThatAreNoSemaphoresAreRefusedBeforeLibcMapsThem() throws Exception {
        refuse(new byte[0], "has 0 bytes");
        refuse(new byte[16], "has 16 bytes and a semaphore has at least 32 (16: made by a 32-bit");
        refuse(new byte[4096], "is not laid out");
    }

    private void refuse(byte[] content, String message) throws Exception {
        Files.write(name.path(), content);
        for (SemaphoreOpening how :
                new SemaphoreOpening[] {SemaphoreOpening.existing(), SemaphoreOpening.ifMissing(0600, 1)}) {
            assertThatThrownBy(() -> open(how))
                    .isInstanceOfSatisfying(SemaphoreRefusedException.class, e -> assertThat(e.name())
                            .isEqualTo(name.value()))
                    .hasMessageContaining(message);
        }
    }

    private NamedSemaphore open(SemaphoreOpening how) {
        return testLocks.closing(NamedSemaphore.open(name, how));
    }

    private void assertErrno(String errno, String wayOut, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(PosixException.class, e -> {
                    assertThat(e.errnoName()).isEqualTo(errno);
                    assertThat(e.name()).isEqualTo(name.value());
                })
                .hasMessageContaining(wayOut);
    }
}
