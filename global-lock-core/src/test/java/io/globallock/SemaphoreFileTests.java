package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import io.globallock.posix.SemaphoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files in the semaphore's place that are none: refused before libc could die of them, and left as they were. */
@Timeout(60)
class SemaphoreFileTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final GlobalLocks locks = testLocks.closing(GlobalLocks.create());
    private final String name = testLocks.name();
    private final Path file = TestLocks.semaphore(name);

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @AfterEach
    void theNameWorksOnceTheFileIsGone() throws IOException {
        Files.deleteIfExists(file);
        assertThat(locks.get(name).claim().release()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aFileThatIsTooShortIsRefused(Mechanism mechanism) throws IOException {
        for (int size : new int[] {0, 1, 16, 31}) {
            byte[] before = new byte[size];
            Files.write(file, before);
            assertRefused(mechanism, "has " + size + " bytes and a semaphore has at least 32", "Remove the file");
            assertThat(file).hasBinaryContent(before);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aFileThatIsNoSemaphoreIsRefused(Mechanism mechanism) throws IOException {
        byte[] junk = new byte[4096];
        java.util.Arrays.fill(junk, (byte) 0xa5);
        for (byte[] before : List.of(junk, new byte[4096], new byte[32])) {
            Files.write(file, before);
            assertRefused(mechanism, "is not laid out as this libc lays out a semaphore", "Remove the file");
            assertThat(file).hasBinaryContent(before);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aDirectoryIsRefused(Mechanism mechanism) throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> open(mechanism))
                .isInstanceOf(LockUnavailableException.class)
                .hasMessageContainingAll(name, mechanism.name());
        assertThat(file).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aPipeIsRefusedWithoutAWait(Mechanism mechanism) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertRefused(mechanism, "is no regular file", "use another name");
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aSymbolicLinkIsNeverFollowed(Mechanism mechanism) throws IOException {
        String target = testLocks.name();
        assertThat(locks.get(target).claim().release()).isTrue();
        for (String to : List.of(TestLocks.semaphore(target).toString(), "/nowhere/at/all")) {
            Files.createSymbolicLink(file, Path.of(to));
            assertThatThrownBy(() -> open(mechanism))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContainingAll("symbolic link", "Remove the link");
            assertThat(file).isSymbolicLink();
            Files.delete(file);
        }
        assertThat(locks.get(target).isLocked()).isFalse();
    }

    private void assertRefused(Mechanism mechanism, String... messageParts) {
        assertThatThrownBy(() -> open(mechanism))
                .isInstanceOfSatisfying(LockUnavailableException.class, e -> assertThat(e.lockName())
                        .isEqualTo(name))
                .hasCauseInstanceOf(SemaphoreRefusedException.class)
                .hasMessageContainingAll(messageParts);
        assertThat(locks.locks()).isEmpty();
    }

    private GlobalLock open(Mechanism mechanism) {
        return locks.get(name, LockOptions.defaults().withMechanism(mechanism));
    }
}
