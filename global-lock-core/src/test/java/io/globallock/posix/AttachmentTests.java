package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an open takes and a close gives back, and what is written into files that others made. */
@Timeout(60)
class AttachmentTests {

    private static final int SLOTS = 1000;
    private static final int TOKEN = 16;
    private static final int MAGIC = 32;
    private static final long MARK = 0x31304b434f4c4c47L;
    private static final SemaphorePermissions PRIVATE = SemaphorePermissions.of(0600);

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final SemaphoreName name = SemaphoreName.of(testLocks.name());

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @Test
    void aCloseGivesBackTheBytesOfDeadSlotsTooAlthoughTheFileIsStillMapped() throws IOException {
        Attachment attachment = Attachment.open(name, PRIVATE);
        assertThat(locks()).hasSize(1);
        int dead = attachment.slot % SLOTS + 1;
        assertThat(attachment.slots.tryLock(dead)).isTrue(); // as in a recovery that an error cut short
        assertThat(locks()).hasSize(2);

        attachment.closeDescriptors();
        assertThat(locks()).isEmpty();
        assertThat(attachment.map.word()).as("still mapped").isEqualTo(1);
    }

    @Test
    void afterAStrayCloseTheGuardGivesEverythingBack() throws IOException {
        Attachment attachment = Attachment.open(name, PRIVATE);
        assertThat(attachment.slots.tryLock(attachment.slot % SLOTS + 1)).isTrue();
        jnr.posix.POSIXFactory.getNativePOSIX().close(lowestDescriptor());

        attachment.closeDescriptors();
        assertThat(locks()).isEmpty();
        assertThat(attachment.map.word()).as("still mapped").isEqualTo(1);
    }

    private int lowestDescriptor() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.filter(link -> {
                        try {
                            return Files.readSymbolicLink(link).equals(name.path());
                        } catch (IOException e) {
                            return false; // closed meanwhile
                        }
                    })
                    .mapToInt(link -> Integer.parseInt(link.getFileName().toString()))
                    .min()
                    .orElseThrow();
        }
    }

    @Test
    void aRefusedOpenLeavesNothingLocked() throws IOException {
        Attachment.open(name, PRIVATE).closeDescriptors();
        try (FileChannel stranger = FileChannel.open(name.path(), StandardOpenOption.READ)) {
            // The byte behind each slot: a slot is taken, and then the check of the locks fails.
            assertThat(stranger.lock(SlotLocks.slotByte(1) + 1, 1, true)).isNotNull();
            for (int slot = 2; slot <= SLOTS; slot++) {
                assertThat(stranger.lock(SlotLocks.slotByte(slot) + 1, 1, true)).isNotNull();
            }
            assertThatThrownBy(() -> Attachment.open(name, PRIVATE))
                    .isInstanceOf(SemaphoreRefusedException.class)
                    .hasMessageContainingAll(
                            "a lock that is no owner's (shared",
                            "of pid " + ProcessHandle.current().pid(),
                            "take that right from it");
            assertThat(locks()).isEmpty();
        }
    }

    @Test
    void aReaderThatLocksEverybodyOutIsNamed() throws IOException {
        Attachment attachment = Attachment.open(name, PRIVATE);
        int other = attachment.slot % SLOTS + 1;
        assertThat(attachment.slots.strangeLock(other)).isEmpty();
        String pid = "of pid " + ProcessHandle.current().pid();
        long own = SlotLocks.slotByte(attachment.slot);
        try (FileChannel reader = FileChannel.open(name.path(), StandardOpenOption.READ)) {
            assertThat(reader.lock(0, own, true)).isNotNull();
            assertThat(reader.lock(own + 1, Integer.MAX_VALUE, true)).isNotNull();
            assertThat(attachment.slots.strangeLock(other))
                    .hasValueSatisfying(what -> assertThat(what).contains("shared", pid));
            attachment.closeDescriptors(); // which ends this process's own locks as well: fcntl(2)
        }
        try (FileChannel reader = FileChannel.open(name.path(), StandardOpenOption.READ)) {
            assertThat(reader.lock(0, Long.MAX_VALUE, true)).isNotNull();
            assertThatThrownBy(() -> Attachment.open(name, PRIVATE))
                    .isInstanceOf(SemaphoreRefusedException.class)
                    .hasMessageContainingAll(pid, "take that right from it")
                    .hasMessageNotContaining("1000");
        }
        Attachment.open(name, PRIVATE).closeDescriptors();
    }

    @Test
    void aThousandProcessesAreToldFromALock() {
        Attachment attachment = Attachment.open(name, PRIVATE);
        for (int slot = 1; slot <= SLOTS; slot++) {
            assertThat(attachment.slots.tryLock(slot)).isTrue();
        }
        assertThatThrownBy(() -> Attachment.open(name, PRIVATE))
                .isInstanceOf(SemaphoreRefusedException.class)
                .hasMessageContaining("all 1000 are taken by processes that live");
        attachment.closeDescriptors();
        Attachment.open(name, PRIVATE).closeDescriptors();
    }

    @Test
    void aLaterLayoutIsNeitherMarkedNorWrittenOver() throws IOException {
        ByteBuffer later = semaphore(4096);
        for (int i = MAGIC; i < 4096; i++) {
            later.put(i, (byte) 'x');
        }
        write(later);
        try (OwnedSemaphore semaphore = OwnedSemaphore.open(name, PRIVATE, java.time.Duration.ZERO)) {
            assertThat(semaphore.tryClaim(System.nanoTime(), "me")).isTrue();
            assertThat(semaphore.snapshot().holder()).isEmpty();
            assertThat(semaphore.release()).isTrue();
            assertThat(semaphore.look().problems()).anyMatch(what -> what.contains("laid out by another version"));
        }
        ByteBuffer after = ByteBuffer.wrap(Files.readAllBytes(name.path()));
        assertThat(after.position(MAGIC)).isEqualTo(later.position(MAGIC));
    }

    @Test
    void aFileOfLibcsIsMarkedAndGetsATokenFromTheClock() throws IOException {
        write(semaphore(32));
        long before = micros();
        Attachment attachment = Attachment.open(name, PRIVATE);
        assertThat(attachment.map.token()).isBetween(before, micros());
        assertThat(ByteBuffer.wrap(Files.readAllBytes(name.path()))
                        .order(ByteOrder.nativeOrder())
                        .getLong(MAGIC))
                .isEqualTo(MARK);
        attachment.closeDescriptors();
    }

    @Test
    void aFileThatHasTokensKeepsThem() throws IOException {
        write(semaphore(32).putLong(TOKEN, 4711));
        Attachment attachment = Attachment.open(name, PRIVATE);
        assertThat(attachment.map.nextToken()).isEqualTo(4712);
        attachment.closeDescriptors();
    }

    @Test
    void aNewFileGoesOnWhereTheOldOneWasSeenLast() throws IOException {
        long ahead = micros() + 3_600_000_000L; // the clock is set back by an hour
        Attachment attachment = Attachment.open(name, PRIVATE, ahead);
        assertThat(attachment.map.nextToken()).isEqualTo(ahead + 1);
        attachment.closeDescriptors();
        Files.delete(name.path());

        Attachment afterJunk = Attachment.open(name, PRIVATE, Long.MAX_VALUE);
        assertThat(afterJunk.map.nextToken()).isLessThan(micros() + 2);
        afterJunk.closeDescriptors();
    }

    @Test
    void aReopenedLockHandsOutLargerTokens() throws IOException {
        try (OwnedSemaphore semaphore = OwnedSemaphore.open(name, PRIVATE, java.time.Duration.ZERO)) {
            assertThat(semaphore.tryClaim(System.nanoTime(), "me")).isTrue();
            long first = semaphore.token();
            assertThat(semaphore.release()).isTrue();
            Files.delete(name.path());
            write(semaphore(32).putLong(TOKEN, 1)); // as a JVM whose clock is wrong
            assertThat(semaphore.tryClaim(System.nanoTime() + 1_000_000_000L, "me"))
                    .isTrue();
            assertThat(semaphore.token()).isGreaterThan(first);
            assertThat(semaphore.release()).isTrue();
        }
    }

    @Test
    void aFileIsTruncatedWhenItIsShorterThanWhatIsMapped() throws IOException {
        Attachment attachment = Attachment.open(name, PRIVATE);
        assertThat(attachment.isTruncated()).isFalse();
        try (FileChannel file = FileChannel.open(name.path(), StandardOpenOption.WRITE)) {
            file.truncate(100); // still the page that is mapped
        }
        assertThat(attachment.isTruncated()).isTrue();
        attachment.closeDescriptors();
        assertThat(attachment.isTruncated()).as("cannot be told").isFalse();
    }

    private void write(ByteBuffer content) throws IOException {
        byte[] bytes = new byte[content.capacity()];
        content.get(0, bytes);
        Files.write(name.path(), bytes);
    }

    private static ByteBuffer semaphore(int size) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.nativeOrder())
                .putLong(0, 1)
                .putInt(8, SemaphoreFileCheck.GLIBC_SHARED);
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    private List<String> locks() throws IOException {
        String inode = ":" + Files.getAttribute(name.path(), "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(lock -> lock.contains("OFDLCK") && lock.contains(inode))
                .toList();
    }
}
