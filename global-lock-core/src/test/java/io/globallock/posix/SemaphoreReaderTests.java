package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looks at semaphores from outside, against what those who use them know. */
@Timeout(60)
class SemaphoreReaderTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final SemaphoreName name = SemaphoreName.of(testLocks.name());

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @Test
    void thereIsNothingToReadWhereThereIsNoSemaphore() {
        assertThat(SemaphoreReader.read(name)).isEmpty();
        assertThat(SemaphoreReader.list()).doesNotContain(name);
        assertThat(SemaphoreReader.isAlive(name, 1)).isEmpty();
    }

    @Test
    void aSemaphoreOfLibcIsReadWithoutHistory() {
        try (NamedSemaphore semaphore = NamedSemaphore.open(name, SemaphoreOpening.exclusive(0600, 4))) {
            assertThat(semaphore.tryWait()).isTrue();
            SemaphoreSnapshot seen = SemaphoreReader.read(name).orElseThrow();
            assertThat(seen.value()).isEqualTo(3);
            assertThat(seen.isOwned()).isFalse();
            assertThat(seen.waiters()).isZero();
            assertThat(seen.counters()).isEmpty();
            assertThat(seen.holder()).isEmpty();
            assertThat(SemaphoreReader.list()).contains(name);
        }
    }

    @Test
    void anOwnedSemaphoreIsReadWithItsHolder() {
        OwnedSemaphore semaphore = testLocks.closing(OwnedSemaphore.open(name, 0600, Duration.ZERO));
        assertThat(semaphore.tryClaim(System.nanoTime(), "bus master")).isTrue();
        SemaphoreSnapshot seen = SemaphoreReader.read(name).orElseThrow();
        assertThat(seen.value()).isZero();
        assertThat(seen.owner()).isEqualTo(semaphore.slot());
        assertThat(seen.token()).isEqualTo(semaphore.token());
        assertThat(seen.counters()).startsWith(1L);
        HolderRecord holder = seen.holder().orElseThrow();
        assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(holder.label()).isEqualTo("bus master");
        assertThat(holder.claimedNanos()).isLessThanOrEqualTo(System.nanoTime());
        assertThat(SemaphoreReader.isAlive(name, semaphore.slot())).hasValue(true);
        assertThat(SemaphoreReader.isAlive(name, 1 + semaphore.slot() % 1000)).hasValue(false);

        assertThat(semaphore.release()).isTrue();
        assertThat(SemaphoreReader.read(name).orElseThrow().holder()).isEmpty();
    }

    @Test
    void aSlotIsDeadOnceItsSemaphoreIsClosed() {
        OwnedSemaphore semaphore = OwnedSemaphore.open(name, 0600, Duration.ZERO);
        int slot = semaphore.slot();
        semaphore.close();
        assertThat(SemaphoreReader.isAlive(name, slot)).hasValue(false);
    }

    @Test
    void readingLeavesNoTrace() throws Exception {
        NamedSemaphore.open(name, SemaphoreOpening.exclusive(0600, 1)).close();
        byte[] before = Files.readAllBytes(name.path());
        assertThat(SemaphoreReader.read(name)).isPresent();
        assertThat(name.path()).hasBinaryContent(before);
    }

    @Test
    void whoCreatedASemaphoreIsAmongItsUsersUntilItIsUnlinked() throws IOException {
        long here = ProcessHandle.current().pid();
        try (NamedSemaphore creator = NamedSemaphore.open(name, SemaphoreOpening.exclusive(0600, 0))) {
            assertThat(SemaphoreUsers.look().of(List.of(name)).get(name)).containsExactly(here);
            String mapped = nameInMaps();
            assertThat(SemaphoreUsers.look().unlinked()).doesNotContainKey(mapped);
            creator.unlink();
            assertThat(SemaphoreUsers.look().of(List.of(name))).doesNotContainKey(name);
            assertThat(SemaphoreUsers.look().unlinked().get(mapped)).containsExactly(here);
        }
    }

    @Test
    void aSemaphoreThatComesAndGoesHidesNoUserOfAnother() throws Exception {
        testLocks.closing(NamedSemaphore.open(name, SemaphoreOpening.exclusive(0600, 0)));
        SemaphoreName fleeting = SemaphoreName.of(testLocks.name());
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> coming = CompletableFuture.runAsync(() -> comeAndGo(fleeting.path(), enough));
        try {
            for (int i = 0; i < 300; i++) {
                assertThat(SemaphoreUsers.look().of(List.of(fleeting, name))).containsKey(name);
            }
        } finally {
            enough.set(true);
            coming.get(30, TimeUnit.SECONDS);
        }
    }

    private static void comeAndGo(Path file, AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                Files.createFile(file);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** glibc maps a new semaphore under another name than it gets in the end. */
    private String nameInMaps() throws IOException {
        String inode = " " + SemaphoreReader.inode(name) + " ";
        String line = Files.readAllLines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1).stream()
                .filter(mapping -> mapping.contains(inode) && mapping.contains("/sem."))
                .findFirst()
                .orElseThrow();
        return line.replaceAll(".*/sem\\.| \\(deleted\\)$", "");
    }

    @Test
    void whatIsNoSemaphoreIsRefused() throws Exception {
        Files.write(name.path(), new byte[31]);
        assertThatThrownBy(() -> SemaphoreReader.read(name))
                .isInstanceOf(SemaphoreRefusedException.class)
                .hasMessageContainingAll(name.value(), "has 31 bytes");
    }

    @Test
    void aPipeThatIsPutInPlaceBetweenTwoLooksIsNotWaitedFor() throws Exception {
        NamedSemaphore.open(name, SemaphoreOpening.exclusive(0600, 1)).close();
        Path semaphore = Path.of("/dev/shm", testLocks.name());
        Path pipe = Path.of("/dev/shm", testLocks.name());
        Files.move(name.path(), semaphore);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        AtomicBoolean done = new AtomicBoolean();
        Thread swaps = new Thread(() -> swap(semaphore, pipe, done));
        swaps.start();
        try {
            int seen = 0;
            int refused = 0;
            long end = System.nanoTime() + 2_000_000_000L;
            while (System.nanoTime() < end) {
                try {
                    seen += SemaphoreReader.read(name).isPresent() ? 1 : 0;
                } catch (SemaphoreRefusedException e) {
                    refused++;
                }
            }
            assertThat(seen).isPositive();
            assertThat(refused).isPositive();
        } finally {
            done.set(true);
            swaps.join();
        }
    }

    /** Gives the name to the one and the other in turns. */
    private void swap(Path semaphore, Path pipe, AtomicBoolean done) {
        try {
            while (!done.get()) {
                for (Path each : new Path[] {semaphore, pipe}) {
                    Files.move(each, name.path(), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(name.path(), each, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
