package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.TestLocks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thread that looks after all open locks. */
@Timeout(60)
class ReaperTests {

    private static final long ROUNDS = 3;

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    @Test
    void aThreadThatEndsWithAClaimIsReportedOnceAndKeepsTheLock() throws Exception {
        try (CapturedLog log = new CapturedLog();
                GlobalLocks locks = GlobalLocks.create()) {
            RecordedEvents events = new RecordedEvents();
            locks.addListener(events);
            GlobalLock lock = locks.get(testLocks.name());
            Claim claim = OtherThread.start("forgetful", lock::claim).join();

            await().until(() -> events.count("threadEnded") == 1);
            awaitRounds(lock);
            assertThat(events.count("threadEnded")).isEqualTo(1);
            assertThat(log.messages(Level.WARNING, lock))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("thread forgetful ended without releasing it", "forced release");
            assertThat(claim.isHeld()).isTrue();
            assertThat(lock.tryClaim()).isEmpty();

            assertThat(lock.forceRelease("its thread is gone")).isTrue();
            assertThat(lock.claim().release()).isTrue();
        }
    }

    @Test
    void aDetachedClaimOutlivesItsThreadWithoutAReport() throws Exception {
        try (GlobalLocks locks = GlobalLocks.create()) {
            RecordedEvents events = new RecordedEvents();
            locks.addListener(events);
            GlobalLock lock = locks.get(testLocks.name());
            Claim claim = OtherThread.call(lock::claimDetached);
            awaitRounds(lock);
            assertThat(events.words()).containsExactly("claimed");
            assertThat(claim.release()).isTrue();
        }
    }

    @Test
    void itRunsOnlyWhileALockIsOpenAndKeepsNoJvmAlive() {
        await("the one of another test").until(() -> reapers() == 0);
        try (GlobalLocks locks = GlobalLocks.create()) {
            assertThat(reapers()).isZero();
            GlobalLock first = locks.get(testLocks.name());
            GlobalLock second = locks.get(testLocks.name());
            assertThat(reapers()).isEqualTo(1);
            first.close();
            assertThat(reapers()).isEqualTo(1);
            assertThat(reaper().isDaemon()).isTrue();
            second.close();
            await().until(() -> reapers() == 0);
            assertThat(locks.get(testLocks.name()).isLocked()).isFalse();
            assertThat(reapers()).isEqualTo(1);
        }
        await().until(() -> reapers() == 0);
    }

    /** Waits until the reaper has gone round a few times: its thread has slept and run again. */
    private void awaitRounds(GlobalLock lock) {
        long from = System.nanoTime();
        await().until(() -> System.nanoTime() - from > ROUNDS * Reaper.PERIOD_MILLIS * 1_000_000);
        assertThat(lock.status().problem()).isEmpty();
    }

    private static long reapers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("global-lock-reaper"))
                .count();
    }

    private static Thread reaper() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("global-lock-reaper"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void anErrorOfAListenerDoesNotEndIt() throws Exception {
        try (CapturedLog log = new CapturedLog();
                GlobalLocks locks = GlobalLocks.create()) {
            GlobalLock lock = locks.get(testLocks.name());
            locks.addListener(new LockListener() {
                @Override
                public void threadEnded(GlobalLock lock, Claim claim) {
                    throw new java.io.IOError(new java.io.IOException("of a listener"));
                }
            });
            OtherThread.start("forgetful", lock::claim).join();
            await().until(() -> !log.messages(Level.SEVERE, lock).isEmpty());
            awaitRounds(lock);
            assertThat(reapers()).isEqualTo(1);
            assertThat(lock.forceRelease("its thread is gone")).isTrue();
        }
    }

    @Test
    void anInterruptThatAListenerEatsLeavesNoSecondOne() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        GlobalLocks locks = GlobalLocks.create();
        GlobalLock lock = locks.get(testLocks.name());
        locks.addListener(new LockListener() {
            @Override
            public void threadEnded(GlobalLock lock, Claim claim) {
                told.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    // Eaten, as some do.
                }
            }
        });
        OtherThread.start("forgetful", lock::claim).join();
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lock.forceRelease("its thread is gone")).isTrue();
        locks.close(); // the last lock: the reaper is interrupted in the listener
        try (GlobalLocks again = GlobalLocks.create()) {
            again.get(testLocks.name());
            goOn.countDown();
            await().until(() -> reapers() == 1);
        }
        await().until(() -> reapers() == 0);
    }

    @Test
    void itKeepsNoClassLoaderOfWhoOpenedTheFirstLock() throws Exception {
        await("the one of another test").until(() -> reapers() == 0);
        ClassLoader application = new ClassLoader(getClass().getClassLoader()) {};
        Thread me = Thread.currentThread();
        ClassLoader before = me.getContextClassLoader();
        me.setContextClassLoader(application);
        try (GlobalLocks locks = GlobalLocks.create()) {
            locks.get(testLocks.name());
            assertThat(reaper().getContextClassLoader()).isNotSameAs(application);
        } finally {
            me.setContextClassLoader(before);
        }
    }
}
