package io.globallock.struck;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.peer.Canary;
import io.globallock.peer.ChildJvm;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.SemaphoreFile;
import io.globallock.peer.SlotBytes;
import io.globallock.peer.TestLocks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A JVM that Errors strike, one at a time, each with a lock of its own, and who shares the lock with it: this JVM, a C and a Python
 * program. Takeovers are immediate.
 */
class StruckFixture {

    /** How soon everybody must get in. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** A slot whose byte nobody has locked: as owner, a dead one. */
    private static final int DEAD = 777;

    private static @Nullable Peer jvm;

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    final String name = testLocks.name();
    final Canary canary = testLocks.closing(Canary.create());

    @BeforeAll
    static void needsPeers() {
        ForeignPeer.requireAll();
    }

    /** All cases use the same JVM, so that an Error which spoils it for good is seen too; one that was spoilt is replaced. */
    @BeforeEach
    void newLock() {
        if (jvm == null || !jvm.isAlive()) {
            jvm = ChildJvm.of(LockPeer.class)
                    .with(ThrowAtStep.option())
                    .start(name, Mechanism.OWNED, 0, canary.path(), 0)
                    .awaitReady();
            String warm = testLocks.name();
            testLocks.removing(warm);
            jvm.ask("warm " + warm);
        }
        jvm.ask("use " + name);
    }

    @AfterAll
    static void endJvm() {
        if (jvm != null) {
            jvm.close();
            jvm = null;
        }
    }

    Peer jvm() {
        assertThat(jvm).isNotNull();
        return jvm;
    }

    Peer c() {
        return testLocks.closing(ForeignPeer.C.start(name, canary, 1)).awaitReady();
    }

    Peer python() {
        return testLocks.closing(ForeignPeer.PYTHON.start(name, canary, 2)).awaitReady();
    }

    void plan(String step, ThrowAtStep.What what, ThrowAtStep.Who who) {
        jvm().ask(ThrowAtStep.command(step, what, who));
    }

    void awaitStrike() {
        Awaitility.await("the Error at the step")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !jvm().hasAnswer() && ThrowAtStep.hasStruck(jvm().ask(ThrowAtStep.ask())));
    }

    /** Makes the lock look as the death of its holder leaves it. */
    void ownerDies() {
        try (RandomAccessFile file =
                new RandomAccessFile(TestLocks.semaphore(name).toFile(), "rw")) {
            ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            word.putLong(((long) DEAD << 54) | (long) SemaphoreFile.read(name).waiters() << 32);
            file.write(word.array());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void awaitWaiters(int count) {
        Awaitility.await("registered waiters")
                .atMost(Duration.ofSeconds(20))
                .until(() -> SemaphoreFile.read(name).waiters() >= count);
    }

    /** The last word about every Error: it has struck, everybody gets in, and closing leaves nothing behind. */
    void assertAllIsWell() {
        assertThat(ThrowAtStep.hasStruck(jvm().ask(ThrowAtStep.ask())))
                .as("the Error has struck")
                .isTrue();
        assertThat(jvm().ask("thread " + SOON.toMillis()))
                .as("another thread of the JVM")
                .isEqualTo("true");
        try (GlobalLocks locks = GlobalLocks.create(options())) {
            assertThat(locks.get(name).tryClaim(SOON)).as("another JVM").hasValueSatisfying(Claim::release);
        }
        for (Peer foreign : Stream.of(c(), python()).toList()) {
            assertThat(foreign.ask("wait " + SOON.toMillis())).as("%s", foreign).isEqualTo("true");
            foreign.ask("post");
        }
        assertThat(jvm().ask("claim " + SOON.toMillis())).as("the same thread").isEqualTo("true");
        assertThat(jvm().ask("release")).isEqualTo("true");
        assertThat(jvm().ask("close")).isEqualTo("ok");
        assertThat(SlotBytes.locked(TestLocks.semaphore(name)))
                .as("bytes of slots")
                .isEmpty();
        SemaphoreFile word = SemaphoreFile.read(name);
        assertThat(word.value()).isEqualTo(1);
        assertThat(word.owner()).isZero();
    }

    /** By another JVM than the struck one. */
    void force() {
        try (GlobalLocks locks = GlobalLocks.create(options())) {
            assertThat(locks.get(name).forceRelease("a test asked for it")).isTrue();
        }
    }

    private static LockOptions options() {
        return LockOptions.defaults().withMechanism(Mechanism.OWNED).withTakeoverDelay(Duration.ZERO);
    }
}
