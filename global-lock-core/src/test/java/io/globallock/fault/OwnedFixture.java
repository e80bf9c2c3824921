package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.Holder;
import io.globallock.LockListener;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.peer.Canary;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.TestLocks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An owned lock of this JVM, and others that share it. Takeovers are immediate: the hardest setting. */
class OwnedFixture {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    final String name = testLocks.name();
    final Path file = TestLocks.semaphore(name);
    final Canary canary = testLocks.closing(Canary.create());
    final Queue<String> problems = new ConcurrentLinkedQueue<>();
    final Queue<Optional<Holder>> deadHolders = new ConcurrentLinkedQueue<>();

    GlobalLock open() {
        return open(Duration.ZERO);
    }

    GlobalLock open(Duration takeoverDelay) {
        GlobalLocks locks = testLocks.closing(GlobalLocks.create(
                LockOptions.defaults().withMechanism(Mechanism.OWNED).withTakeoverDelay(takeoverDelay)));
        locks.addListener(new LockListener() {
            @Override
            public void problem(GlobalLock lock, String what) {
                problems.add(what);
            }

            @Override
            public void takenOver(GlobalLock lock, Optional<Holder> deadHolder) {
                deadHolders.add(deadHolder);
            }
        });
        return locks.get(name);
    }

    Peer jvm(int participant) {
        return testLocks
                .closing(LockPeer.start(name, Mechanism.OWNED, Duration.ZERO, canary, participant))
                .awaitReady();
    }

    Peer foreign(int participant) {
        return testLocks.closing(ForeignPeer.C.start(name, canary, participant)).awaitReady();
    }

    /** Overwrites eight bytes of the semaphore's file, as a broken program would. */
    void poke(int offset, long value) throws IOException {
        try (RandomAccessFile shm = new RandomAccessFile(file.toFile(), "rw")) {
            shm.seek(offset);
            shm.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putLong(value)
                    .array());
        }
    }

    static void assertWorks(GlobalLock lock) {
        try (Claim claim = lock.claim(Duration.ofSeconds(5))) {
            assertThat(claim.isHeld()).isTrue();
            assertThat(lock.value()).hasValue(0);
        }
        assertThat(lock.value()).hasValue(1);
    }
}
