package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.LockState;
import io.globallock.LockUnavailableException;
import io.globallock.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the semaphore's file loses its name. */
@Timeout(60)
class UnlinkTests extends OwnedFixture {

    @Test
    void unlinkedWhileFreeTheNextClaimMovesToTheNewFile() throws IOException {
        GlobalLock lock = open();
        OwnedFixture.assertWorks(lock);
        Files.delete(file);
        Peer other = jvm(1);
        assertThat(other.ask("claim 5000")).isEqualTo("true");

        // The link check is at most 10 ms old, so a claim after that sees the new file's holder.
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> lock.tryClaim().map(this::giveBack).isEmpty()
                        && lock.status().state() == LockState.OWNED);
        assertThat(lock.tryClaim(Duration.ofMillis(100))).isEmpty();

        assertThat(other.ask("release")).isEqualTo("true");
        assertWorks(lock);
        assertThat(other.ask("value")).isEqualTo("1");
    }

    @Test
    void unlinkedWhileHeldIsReportedAndWholeAgainAfterwards() throws IOException {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        Files.delete(file);
        Peer other = jvm(1);
        assertThat(other.ask("claim 0")).as("W4: another lock of the same name").isEqualTo("true");
        await().untilAsserted(() -> assertThat(problems).anyMatch(what -> what.contains("unlinked while")));
        assertThat(lock.status().problem())
                .hasValueSatisfying(what -> assertThat(what).contains("unlinked while"));

        assertThat(claim.release()).isTrue();
        assertThat(lock.tryClaim(Duration.ofMillis(100))).as("excluded again").isEmpty();
        assertThat(other.ask("release")).isEqualTo("true");
        assertWorks(lock);
        await().untilAsserted(() -> assertThat(lock.status().problem()).isEmpty());
    }

    @Test
    void anIdleJvmMovesByItself() throws IOException {
        GlobalLock lock = open();
        Files.delete(file);
        await().until(() -> Files.exists(file));
        Peer other = jvm(1);
        assertThat(other.ask("claim 5000")).isEqualTo("true"); // the reaper may just be in there to move
        assertThat(lock.tryClaim()).isEmpty();
    }

    @Test
    void madeAnewByAForeignProgramItIsTheForeignOnesFileThatCounts() throws IOException {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        Files.delete(file);
        Peer foreign = foreign(1);
        assertThat(foreign.ask("trywait")).isEqualTo("true");
        await().until(() -> !problems.isEmpty());
        claim.release();

        assertThat(lock.tryClaim(Duration.ofMillis(100))).isEmpty();
        assertThat(lock.status().state()).isEqualTo(LockState.FOREIGN);
        assertThat(foreign.ask("post")).isEqualTo("ok");
        assertWorks(lock);
        assertThat(foreign.ask("value")).isEqualTo("1");
    }

    @Test
    void renamedAndBackIsReportedAndChangesNothing() throws IOException {
        GlobalLock lock = open();
        Path aside = file.resolveSibling(file.getFileName() + ".aside");
        Files.move(file, aside);
        try {
            await().untilAsserted(() -> assertThat(problems).anyMatch(what -> what.contains("another file")));
            assertThat(lock.status().problem()).isPresent();
            assertWorks(lock);
        } finally {
            Files.move(aside, file);
        }
        await().untilAsserted(() -> assertThat(lock.status().problem()).isEmpty());
        Peer other = jvm(1);
        Claim claim = lock.claim();
        assertThat(other.ask("claim 0")).isEqualTo("false");
        claim.release();
        assertThat(other.ask("claim 0")).isEqualTo("true");
    }

    private Claim giveBack(Claim claim) {
        claim.release();
        return claim;
    }

    /** Nobody can tell whether that program lives, and whoever opens the name gets another lock: an operator must know. */
    @Test
    void unlinkedWhileAForeignProgramHoldsItIsReportedAndAForceEndsTheWait() throws IOException {
        GlobalLock lock = open();
        Peer foreign = foreign(1);
        assertThat(foreign.ask("trywait")).isEqualTo("true");
        foreign.close();
        Files.delete(file);

        await().untilAsserted(() -> assertThat(problems).anyMatch(what -> what.contains("another program holds it")));
        assertThat(lock.status().problem())
                .hasValueSatisfying(what -> assertThat(what).contains("forceRelease() here ends the wait"));
        assertThat(lock.forceRelease("its holder is dead")).isTrue();
        assertWorks(lock);
        assertThat(Files.exists(file)).as("the new file").isTrue();
        await().untilAsserted(() -> assertThat(lock.status().problem()).isEmpty());
    }

    @Test
    void leftLockedWithoutANameNobodyWouldFindItLocked() throws IOException {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        Files.delete(file);
        assertThat(claim.leaveLocked()).isFalse();
        assertWorks(lock);
    }

    @Test
    void aFileThatCannotTakeThePlaceOfAnUnlinkedOneIsReported() throws IOException {
        GlobalLock lock = open();
        Files.delete(file);
        Files.createDirectory(file);
        try {
            await().untilAsserted(() -> assertThat(lock.status().problem())
                    .hasValueSatisfying(what -> assertThat(what).contains("Nobody can claim it here")));
            await().untilAsserted(
                            () -> assertThat(problems).anyMatch(what -> what.contains("Nobody can claim it here")));
            assertThatThrownBy(lock::claim).isInstanceOf(LockUnavailableException.class);
        } finally {
            Files.delete(file);
        }
        assertWorks(lock);
        await().untilAsserted(() -> assertThat(lock.status().problem()).isEmpty());
    }
}
