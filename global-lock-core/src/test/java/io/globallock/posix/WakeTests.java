package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.Canary;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.SemaphoreFile;
import io.globallock.peer.TestLocks;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A wake that reached a waiter who gives up goes on to the next one. There is no reaper here that would repeat it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WakeTests {

    private static final int ENOUGH = 3;
    private static final int MOST_ROUNDS = 200;

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final Canary canary = testLocks.closing(Canary.create());
    private final Peer holder =
            testLocks.closing(ForeignPeer.C.start(name, canary, 1)).awaitReady();
    private final Peer next =
            testLocks.closing(ForeignPeer.C.start(name, canary, 2)).awaitReady();
    private final Semaphore slices = new Semaphore(0);
    private volatile boolean cancelled;
    private volatile boolean wokenAndCancelled;

    @Test
    void aCancelledWaiterPassesTheWakeOn() throws InterruptedException {
        int hits = 0;
        try (OwnedSemaphore semaphore =
                OwnedSemaphore.open(new SemaphoreName("/" + name), 0600, Duration.ofSeconds(1))) {
            for (int round = 0; hits < ENOUGH && round < MOST_ROUNDS; round++) {
                hits += round(semaphore) ? 1 : 0;
            }
        }
        assertThat(hits)
                .as("rounds in which the post woke the one that gave up")
                .isEqualTo(ENOUGH);
    }

    /** Whether the wake went to the waiter that was cancelled: then the foreign one must get in all the same. */
    private boolean round(OwnedSemaphore semaphore) throws InterruptedException {
        cancelled = false;
        wokenAndCancelled = false;
        assertThat(holder.ask("trywait")).isEqualTo("true");
        Thread waiter = new Thread(() -> giveUp(semaphore));
        try (AtStep sliced = AtStep.each("AFTER_SLEEP", this::afterSleep)) {
            waiter.start();
            await().until(() -> waiters() == 1);
            slices.drainPermits();
            slices.acquire(); // a slice of 20 ms begins: the foreign waiter comes behind ours if it comes within
            next.send("wait 5000");
            await().pollInterval(Duration.ofMillis(1)).until(() -> waiters() == 2);
            cancelled = true;
            assertThat(holder.ask("post")).isEqualTo("ok");
            waiter.join();
        }
        assertThat(next.answer()).as("the foreign waiter, value 1").isEqualTo("true");
        assertThat(next.ask("post")).isEqualTo("ok");
        return wokenAndCancelled;
    }

    private void afterSleep() {
        wokenAndCancelled = cancelled && SemaphoreFile.read(name).value() == 1;
        slices.release();
    }

    private void giveUp(OwnedSemaphore semaphore) {
        try {
            semaphore.claim(Long.MAX_VALUE, "gives up", () -> cancelled);
            semaphore.release(); // it came first after all
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // as it should
        }
    }

    private int waiters() {
        return SemaphoreFile.read(name).waiters();
    }

    /** What 400 helpers do for as many virtual threads would cost a third of a processor if each looked every 20 ms. */
    @Test
    void aPatientWaitLooksLessOften() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        assertThat(holder.ask("trywait")).isEqualTo("true");
        WaitCancellation patient = new WaitCancellation() {
            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public int patience() {
                return 10;
            }
        };
        try (OwnedSemaphore semaphore =
                        OwnedSemaphore.open(new SemaphoreName("/" + name), 0600, Duration.ofSeconds(1));
                AtStep sliced = AtStep.each("AFTER_SLEEP", looks::incrementAndGet)) {
            assertThat(semaphore.claim(Duration.ofSeconds(1).toNanos(), "patient", patient))
                    .isFalse();
            assertThat(sliced.happened()).isTrue();
        }
        assertThat(looks.get()).as("in a second of which each slice has 200 ms").isBetween(1, 6);
    }
}
