package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.TestLocks;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners and the log are told, and in what order. */
@Timeout(60)
class EventsTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final CapturedLog log = new CapturedLog();
    private final GlobalLocks locks = testLocks.closing(GlobalLocks.create());
    private final RecordedEvents events = new RecordedEvents();
    private final GlobalLock lock = locks.get(testLocks.name());

    EventsTests() {
        locks.addListener(events);
    }

    @AfterEach
    void stopCapturing() {
        log.close();
    }

    @Test
    void aClaimWithoutAWaitIsToldAsClaimedAndReleased() {
        lock.claim().close();
        assertThat(events.words()).containsExactly("claimed", "released");
    }

    @Test
    void nestedClaimsAreNotTold() {
        Claim outer = lock.claimRecursive();
        lock.claimRecursive().close();
        assertThat(events.words()).containsExactly("claimed");
        outer.close();
    }

    @Test
    void aWaitIsToldBeforeItsOutcome() throws Exception {
        Claim mine = lock.claim();
        events.clear();
        assertThat(OtherThread.call(() -> lock.tryClaim(Duration.ofMillis(10)).isEmpty()))
                .isTrue();
        assertThat(events.words()).containsExactly("waiting", "timedOut");

        events.clear();
        assertThat(OtherThread.call(() -> lock.tryClaim().isEmpty())).isTrue();
        assertThat(events.words()).as("a try does not wait").containsExactly("timedOut");
        mine.close();
    }

    @Test
    void aForcedReleaseIsToldAtOnceAndTheLossAtTheRelease() {
        Claim claim = lock.claim();
        assertThat(lock.forceRelease("stuck")).isTrue();
        assertThat(events.words()).contains("forced: stuck");
        assertThat(claim.release()).isFalse();
        assertThat(events.count("lost")).isEqualTo(1);
        assertThat(events.words()).doesNotContain("released");
        assertThat(log.messages(Level.WARNING, lock))
                .anyMatch(text -> text.contains("force-released (stuck), was held by pid "))
                .anyMatch(text -> text.contains("extraneous release ignored"));
    }

    @Test
    void aListenerSeesASettledLock() {
        GlobalLocks others = testLocks.closing(GlobalLocks.create());
        LockListener looker = new LockListener() {
            @Override
            public void claimed(GlobalLock claimedLock, Claim claim, Duration waited) {
                assertThat(claim.isHeld()).isTrue();
                assertThat(claimedLock.isClaimedByCurrentThread()).isTrue();
                claimedLock.claimRecursive().close();
            }

            @Override
            public void released(GlobalLock freeLock, Claim claim, Duration held) {
                assertThat(claim.isHeld()).isFalse();
                assertThat(freeLock.isLocked()).isFalse();
            }
        };
        others.addListener(looker);
        assertThat(others.get(lock.name())).isSameAs(lock);
        lock.claim().close();
        assertThat(log.failures(Level.SEVERE)).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNothingAndIsLoggedOnce() {
        IllegalStateException trouble = new IllegalStateException("listener's own trouble");
        GlobalLocks others = testLocks.closing(GlobalLocks.create());
        others.addListener(new LockListener() {
            @Override
            public void claimed(GlobalLock claimedLock, Claim claim, Duration waited) {
                throw trouble;
            }

            @Override
            public void released(GlobalLock freeLock, Claim claim, Duration held) {
                throw new AssertionError("another kind of trouble");
            }
        });
        assertThat(others.get(lock.name())).isSameAs(lock);
        for (int i = 0; i < 3; i++) {
            assertThat(lock.claim().release()).isTrue();
        }
        assertThat(events.count("claimed")).isEqualTo(3);
        assertThat(events.count("released")).isEqualTo(3);
        assertThat(log.failures(Level.SEVERE)).containsExactly(trouble);
    }

    @Test
    void aListenerThatWasRemovedHearsNoMore() {
        locks.removeListener(events);
        lock.claim().close();
        assertThat(events.words()).isEmpty();
    }

    @Test
    void listenersHearOfLocksOpenedLaterAndOnlyOfTheirOwnInstance() {
        GlobalLock later = locks.get(testLocks.name());
        GlobalLocks others = testLocks.closing(GlobalLocks.create());
        GlobalLock foreign = others.get(testLocks.name());
        foreign.claim().close();
        assertThat(events.words()).isEmpty();
        later.claim().close();
        assertThat(events.words()).containsExactly("claimed", "released");
    }

    @Test
    void everyTransactionIsOneLineAtDebug() throws Exception {
        Claim claim = lock.claim();
        assertThat(OtherThread.call(() -> lock.tryClaim().isEmpty())).isTrue();
        assertThat(claim.release()).isTrue();
        assertThat(log.messages(Level.FINE, lock))
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        "call=claim",
                                        "outcome=\"claimed, token " + claim.token() + "\"",
                                        "value=0 holder=\"pid ",
                                        "waited=0.000ms"),
                        line -> assertThat(line).contains("call=claim", "outcome=\"timed out\"", "value=0"),
                        line -> assertThat(line)
                                .contains("call=release", "outcome=\"released after ", "value=1 holder=\"none\""));

        assertThat(claim.release()).isFalse();
        assertThat(log.messages(Level.FINE, lock)).hasSize(4).last().asString().contains("extraneous release ignored");
    }

    @Test
    void aFailedClaimIsToldAsFailed() {
        lock.close();
        assertThatThrownBy(lock::claim).isInstanceOf(LockClosedException.class);
        assertThat(events.words()).containsExactly("failed");
    }

    @Test
    void whateverAListenerThrowsHarmsNothing() throws Exception {
        locks.addListener(new LockListener() {
            @Override
            public void claimed(GlobalLock lock, Claim claim, Duration waited) {
                throw new java.io.IOError(new java.io.IOException("an Error that is none of the virtual machine's"));
            }

            @Override
            public void released(GlobalLock lock, Claim claim, Duration held) {
                throw new StackOverflowError("as if");
            }
        });
        assertThat(lock.claim().release()).isTrue();
        assertThat(OtherThread.call(() -> lock.claim().release())).isTrue();
        assertThat(log.messages(Level.SEVERE, lock)).singleElement().asString().contains("a listener failed");
    }

    @Test
    void aListenerThatWouldWaitForItsOwnLockGetsAnExceptionInsteadOfAHang() throws Exception {
        List<Throwable> refused = new CopyOnWriteArrayList<>();
        locks.addListener(new LockListener() {
            @Override
            public void waiting(GlobalLock lock) {
                try {
                    lock.claim().release();
                } catch (IllegalStateException e) {
                    refused.add(e);
                }
            }
        });
        Claim mine = lock.claim();
        OtherThread<Boolean> other = OtherThread.start(() -> lock.claim().release());
        await().until(() -> !refused.isEmpty());
        mine.close();
        assertThat(other.join()).isTrue();
        assertThat(refused).singleElement().asString().contains("a listener that is told of it must not wait");
    }

    /** Another process holds the lock, so that the wait is at the gate and not in this JVM's queue. */
    @Test
    void aSlowListenerOfOneThreadKeepsNoOtherThreadOut() throws Exception {
        Claim elsewhere = lock.claim();
        elsewhere.leaveLocked();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        locks.addListener(new LockListener() {
            @Override
            public void waiting(GlobalLock lock) {
                told.countDown();
                try {
                    assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        OtherThread<Boolean> slow = OtherThread.start(() -> lock.claim().release());
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lock.forceRelease("it is nobody's")).isTrue();
        assertThat(lock.tryClaim()).as("while the listener still runs").hasValueSatisfying(Claim::release);
        goOn.countDown();
        assertThat(slow.join()).isTrue();
    }

    @Test
    void textFromOutsideStaysOnItsLine() {
        Claim claim = lock.claim();
        assertThat(lock.forceRelease("stuck\nWARNING: Lock x: forged\u001b[2J\u2028\u202e"))
                .isTrue();
        assertThat(claim.release()).isFalse();
        assertThat(log.messages(Level.WARNING, lock))
                .anyMatch(text -> text.contains("(stuck?WARNING: Lock x: forged?[2J??)"))
                .noneMatch(text -> text.contains("\n"));
    }

    @Test
    void unlockAfterAForceOfAnotherProcessThrowsAsLockSays() throws Exception {
        Lock view = lock.asLock();
        view.lock();
        try (RandomAccessFile file = new RandomAccessFile("/dev/shm/sem." + lock.name(), "rw")) {
            file.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}); // free, as another process's force leaves it
        }
        assertThatThrownBy(view::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("forced out");
        assertThat(lock.claim().release()).isTrue();
    }

    /** Each is told of one lock and waits for the other. */
    @Test
    void listenersOfTwoLocksCannotWaitForEachOtherOnOneThread() {
        GlobalLock other = locks.get(testLocks.name());
        List<Throwable> refused = new CopyOnWriteArrayList<>();
        Claim elsewhere = other.claim();
        elsewhere.leaveLocked();
        locks.addListener(new LockListener() {
            @Override
            public void claimed(GlobalLock claimed, Claim claim, Duration waited) {
                if (claimed == lock) {
                    assertThat(other.tryClaim(Duration.ofMillis(50))).isEmpty();
                }
            }

            @Override
            public void waiting(GlobalLock waitedFor) {
                if (waitedFor == other) {
                    try {
                        lock.claim().release();
                    } catch (IllegalStateException e) {
                        refused.add(e);
                    }
                }
            }
        });
        lock.claimDetached().close(); // so that nobody's nested claim is meant
        assertThat(refused).singleElement().asString().contains("must not wait");
        assertThat(other.forceRelease("it is nobody's")).isTrue();
    }
}
