package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.LockBrokenException;
import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.peer.ChildJvm;
import io.globallock.peer.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when somebody damages the semaphore's file, or our descriptor. */
@Timeout(60)
class DamageTests extends OwnedFixture {

    private static final int RECORD = 32;
    private static final int FILE_SIZE = 4096;

    @Test
    void anOwnerThatCannotExistIsReportedAndForced() throws IOException {
        GlobalLock lock = open();
        poke(0, 1005L << 54);

        assertThat(lock.status().state()).isEqualTo(LockState.CORRUPT);
        assertThat(lock.tryClaim(Duration.ofMillis(50))).isEmpty();
        await().untilAsserted(() -> assertThat(problems).anyMatch(what -> what.contains("1005")));
        assertThat(lock.status().problem())
                .hasValueSatisfying(what -> assertThat(what).contains("1005"))
                .isEqualTo(LockInspector.inspect(name).orElseThrow().problem());
        assertThat(lock.forceRelease("junk")).isTrue();
        assertThat(lock.status().problem()).isEmpty();
        assertWorks(lock);
    }

    @Test
    void aRetiredWordInAFileThatHasItsNameIsJunkToo() throws IOException {
        GlobalLock lock = open();
        poke(0, 1023L << 54 | 1);

        assertThat(lock.tryClaim(Duration.ofMillis(50))).isEmpty();
        await().untilAsserted(() -> assertThat(problems).anyMatch(what -> what.contains("1023")));
        assertThat(lock.status().problem()).isPresent();
        assertThat(lock.forceRelease("junk")).isTrue();
        assertThat(lock.status().problem()).isEmpty();
        assertWorks(lock);
    }

    @Test
    void junkBehindTheSemaphoreChangesNothingButTheDetails() throws IOException {
        GlobalLock lock = open();
        Peer other = jvm(1);
        assertThat(other.ask("claim 0")).isEqualTo("true");
        Random random = new Random(1);
        for (int offset = RECORD; offset < FILE_SIZE; offset += Long.BYTES) {
            poke(offset, random.nextLong());
        }

        assertThat(lock.tryClaim(Duration.ofMillis(50))).isEmpty();
        assertThat(lock.status().state()).isEqualTo(LockState.OWNED);
        assertThat(lock.status().holder()).hasValueSatisfying(holder -> {
            assertThat(holder.slot()).isPresent();
            assertThat(holder.alive()).contains(true);
        });
        assertThat(other.ask("release")).isEqualTo("true");
        assertWorks(lock);
    }

    @Test
    void aTruncatedFileBreaksTheLockOrEndsTheJvmButLetsNobodyWait() throws IOException {
        Peer child = testLocks
                .closing(ChildJvm.of(TruncatedLock.class)
                        .with("-XX:TieredStopAtLevel=4")
                        .start(name, "free"))
                .awaitReady();
        // Compiled code reports the fault; an interpreted access is a SIGBUS, which no Java program can catch (W8).
        assertThat(said(child))
                .satisfiesAnyOf(
                        text -> assertThat(text).startsWith("broken").contains("and closed"),
                        text -> assertThat(text).contains("ended"));
    }

    @Test
    void aHoldOfATruncatedFileIsLostAndTheLockCanBeClosed() throws IOException {
        Peer child = testLocks
                .closing(ChildJvm.of(TruncatedLock.class)
                        .with("-XX:TieredStopAtLevel=4")
                        .start(name, "held"))
                .awaitReady();
        String release = said(child);
        if (!release.contains("ended")) {
            assertThat(release).isEqualTo("release false, lost true");
            assertThat(said(child))
                    .satisfiesAnyOf(
                            text -> assertThat(text).startsWith("broken").contains("and closed"),
                            text -> assertThat(text).contains("ended"));
        }
    }

    private static String said(Peer child) {
        try {
            return child.answer();
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void withoutPermissionsAnOpenLockGoesOn() throws IOException {
        GlobalLock lock = open();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertWorks(lock);
        Claim claim = lock.claim();
        assertThat(lock.forceRelease("it still can")).isTrue();
        assertThat(claim.release()).isFalse();
        assertWorks(lock);
    }

    @Test
    void aStrayCloseOfOurDescriptorLosesNoHoldAndBreaksTheLockOpenly() throws IOException {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        List<Integer> descriptors = descriptors();
        assertThat(descriptors).as("one to use, one to guard").hasSize(2);
        POSIXFactory.getNativePOSIX().close(descriptors.get(0));

        Peer other = jvm(1);
        assertThat(other.ask("claim 300"))
                .as("the slot is alive through the guard")
                .isEqualTo("false");
        await().untilAsserted(() -> assertThat(problems).anyMatch(what -> what.contains("descriptor")));
        assertThat(claim.release()).isTrue();
        assertThat(other.ask("claim 0")).isEqualTo("true");
        assertThatThrownBy(lock::claim)
                .isInstanceOf(LockBrokenException.class)
                .hasMessageContaining("descriptor")
                .hasMessageContaining("get it again");
        assertThat(other.ask("release")).isEqualTo("true");

        lock.close();
        assertWorks(open());
    }

    /** Our descriptors of the semaphore, the lower one first. */
    private List<Integer> descriptors() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.filter(link -> leadsTo(link, file))
                    .map(link -> Integer.valueOf(link.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (NoSuchFileException e) {
            return false; // closed meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptedThreadCanOpenALock() {
        Thread.currentThread().interrupt();
        GlobalLock lock = open();
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertWorks(lock);
    }

    /** It makes the dead look alive, which nobody can see from the lock's state. */
    @Test
    void aStrangersLockOverADeadOwnersByteIsReported() throws IOException {
        GlobalLock lock = open(Duration.ofHours(1));
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        int slot = lock.holder().orElseThrow().slot().orElseThrow();
        holder.close();

        try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ);
                FileLock shared = reader.lock((1L << 40) + 2L * slot, 1, true)) {
            assertThat(shared.isShared()).isTrue();
            await().untilAsserted(() -> assertThat(lock.status().problem()).hasValueSatisfying(what -> assertThat(what)
                    .contains(
                            "a lock that is no owner's (shared",
                            "of pid " + ProcessHandle.current().pid())));
        }
        await().untilAsserted(() -> assertThat(lock.status().problem()).isEmpty());
        assertThat(lock.status().state()).isEqualTo(LockState.DEAD_OWNER);
        assertThat(lock.forceRelease("its holder is dead")).isTrue();
        assertWorks(lock);
    }

    /** As {@code : > file; truncate -s 4096 file} leaves it. */
    @Test
    void aFileThatWasTruncatedAndExtendedAgainIsReported() throws IOException {
        GlobalLock lock = open();
        poke(0, 0);
        poke(8, 0);
        assertThat(lock.status().problem())
                .hasValueSatisfying(what -> assertThat(what).contains("truncated and extended again"));
        await().untilAsserted(() -> assertThat(problems).anyMatch(what -> what.contains("no program can open it")));
        assertThat(lock.forceRelease("it is nobody's")).isTrue();
        assertWorks(lock);
    }
}
