package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.Holder;
import io.globallock.LockListener;
import io.globallock.LockState;
import io.globallock.Mechanism;
import io.globallock.peer.ChildJvm;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.SemaphoreFile;
import io.globallock.peer.Tool;
import io.globallock.posix.AtStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a lock when its holder is killed, stopped, elsewhere, or leaves children behind. */
@Timeout(120)
class HolderFaultTests extends OwnedFixture {

    @Test
    void aKilledHolderIsTakenOver() {
        GlobalLock lock = open();
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        assertThat(lock.status().holder()).flatMap(Holder::alive).contains(true);
        holder.close();

        assertThat(lock.tryClaim(Duration.ofSeconds(5))).hasValueSatisfying(Claim::release);
        awaitTakeovers(lock, 1);
    }

    @Test
    void aDeadHolderIsShownUntilTheTakeoverDelayIsOver() {
        GlobalLock lock = open(Duration.ofSeconds(30));
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        long pid = holder.pid();
        holder.close();

        assertThat(lock.tryClaim()).isEmpty();
        assertThat(lock.status().state()).isEqualTo(LockState.DEAD_OWNER);
        assertThat(lock.holder()).hasValueSatisfying(dead -> {
            assertThat(dead.pid()).hasValue(pid);
            assertThat(dead.alive()).contains(false);
        });
        assertThat(lock.forceRelease("nobody will release it")).isTrue();
        assertWorks(lock);
    }

    @Test
    void aHoldThatTheReaperFreesIsToldAsATakeover() {
        GlobalLock lock = open();
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        long pid = holder.pid();
        holder.close();

        await().untilAsserted(
                        () -> assertThat(lock.status().state()).isEqualTo(LockState.FREE)); // nobody claims it here
        await().untilAsserted(() -> assertThat(deadHolders)
                .singleElement()
                .satisfies(who -> assertThat(who.orElseThrow().pid()).hasValue(pid)));
        awaitTakeovers(lock, 1);
        assertWorks(lock);
    }

    @Test
    void anExitWhileHeldIsADeathToo() {
        GlobalLock lock = open();
        Peer holder = testLocks
                .closing(ChildJvm.of(ExitsWhileHolding.class).start(name))
                .awaitReady();
        assertThat(holder.awaitEnd()).isEqualTo(3);
        assertThat(lock.tryClaim(Duration.ofSeconds(5))).hasValueSatisfying(Claim::release);
        awaitTakeovers(lock, 1);
    }

    @Test
    void aSuspendedHolderIsNeverTakenOver() {
        GlobalLock lock = open();
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        holder.suspend();

        assertThat(lock.tryClaim(Duration.ofSeconds(2))).isEmpty();
        assertThat(lock.status().state()).isEqualTo(LockState.OWNED);
        assertThat(lock.holder().orElseThrow().pid()).hasValue(holder.pid());
        holder.resume();
        assertThat(holder.ask("release")).isEqualTo("true");
        assertWorks(lock);
    }

    @Test
    void aForcedOutHolderPostsNothing() {
        GlobalLock lock = open();
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        holder.suspend();
        assertThat(lock.forceRelease("it is suspended")).isTrue();
        Claim claim = lock.claim();
        holder.resume();

        assertThat(holder.ask("release")).as("lost").isEqualTo("false");
        assertThat(lock.value()).as("still ours").hasValue(0);
        assertThat(claim.release()).isTrue();
        assertThat(lock.status().counters().orElseThrow().lost()).isEqualTo(1);
    }

    @Test
    void aHolderInAnotherPidNamespaceIsTakenOverWhenItIsKilled() {
        Tool.require(Tool.PID_NAMESPACE);
        GlobalLock lock = open();
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child"));
        command.addAll(ChildJvm.of(LockPeer.class).command(name, Mechanism.OWNED, 0, canary.path(), 1));
        Peer holder = testLocks
                .closing(Peer.start("JVM in another pid namespace", command))
                .awaitReady();
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        assertThat(lock.tryClaim(Duration.ofMillis(300))).isEmpty();
        assertThat(lock.holder()).flatMap(Holder::samePidNamespace).isEqualTo(Optional.of(false));

        holder.close();
        assertThat(lock.tryClaim(Duration.ofSeconds(5))).hasValueSatisfying(Claim::release);
    }

    @Test
    void aChildOfTheHolderThatOutlivesItDoesNotKeepTheLock() {
        GlobalLock lock = open();
        Peer holder = testLocks
                .closing(ChildJvm.of(HoldsWithAChild.class).start(name))
                .awaitReady();
        ProcessHandle child = ProcessHandle.of(Long.parseLong(holder.answer())).orElseThrow();
        try {
            holder.close();
            assertThat(lock.tryClaim(Duration.ofSeconds(5))).hasValueSatisfying(Claim::release);
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aKilledWaiterLeaksItsCountAndNothingElse() {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        Peer waiter = jvm(1);
        waiter.send("claim -1");
        await().atMost(Duration.ofMinutes(1)).until(() -> lock.status().waiters() == 1);
        waiter.close();

        assertThat(claim.release()).isTrue();
        assertThat(lock.status().waiters()).isEqualTo(1);
        assertWorks(lock);
    }

    /** The reaper may have freed it, and counts afterwards. */
    private static void awaitTakeovers(GlobalLock lock, long count) {
        await().untilAsserted(() ->
                assertThat(lock.status().counters().orElseThrow().takeovers()).isEqualTo(count));
    }

    @Test
    void aForceThatNamesATokenSparesTheNextHoldOfAnotherProcess() {
        GlobalLock lock = open();
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        long seen = lock.status().token().orElseThrow();
        assertThat(holder.ask("release")).isEqualTo("true");
        assertThat(holder.ask("claim 0")).isEqualTo("true");

        assertThat(lock.forceRelease("too late", seen)).isFalse();
        assertThat(lock.tryClaim()).isEmpty();
        assertThat(lock.forceRelease("this one", lock.status().token().orElseThrow()))
                .isTrue();
        assertThat(holder.ask("release")).isEqualTo("false");
        assertWorks(lock);
    }

    /** Another JVM's reaper was faster: the one that gets in is told all the same, who was before it and died. */
    @Test
    void whoeverGetsInAfterADeadHolderIsTold() {
        Peer idle = jvm(1);
        assertThat(idle.ask("open")).isEqualTo("ok");
        Peer holder = jvm(2);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        long pid = holder.pid();
        holder.close();
        await().until(() -> SemaphoreFile.read(name).value() == 1);

        GlobalLock lock = open();
        assertWorks(lock);
        assertThat(deadHolders)
                .singleElement()
                .satisfies(who -> assertThat(who.orElseThrow().pid()).hasValue(pid));
        assertWorks(lock);
        assertThat(deadHolders).as("told once").hasSize(1);
    }

    @Test
    void closingAfterAnErrorBetweenTheWordAndTheClaimGivesTheLockBack() {
        GlobalLock lock = open();
        try (AtStep step = AtStep.fail("AFTER_CLAIM_CAS", () -> new OutOfMemoryError("a test's"))) {
            assertThatThrownBy(lock::claim).isInstanceOf(OutOfMemoryError.class);
            assertThat(step.happened()).isTrue();
        }
        lock.close();
        assertThat(SemaphoreFile.read(name)).isEqualTo(new SemaphoreFile(1, 0, 0));
        assertWorks(open());
    }

    /** The byte of the dead owner's slot would look alive to everybody else. */
    @ParameterizedTest
    @ValueSource(strings = {"AFTER_DEAD_SLOT_LOCK", "BEFORE_DEAD_SLOT_UNLOCK"})
    void closingAfterAnErrorWithADeadSlotInHandLetsOthersTakeOver(String where) {
        GlobalLock lock = open(Duration.ofHours(1));
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        holder.close();
        try (AtStep step = AtStep.fail(where, () -> new OutOfMemoryError("a test's"))) {
            await().until(() -> {
                try {
                    lock.tryClaim();
                } catch (OutOfMemoryError e) {
                    return true;
                }
                return step.happened(); // to the reaper
            });
        }
        lock.close();
        assertThat(jvm(2).ask("claim 2000")).isEqualTo("true");
    }

    @Test
    void anInternalErrorOfAnotherFileDoesNotBreakTheLock() {
        GlobalLock lock = open();
        try (AtStep step = AtStep.fail("AFTER_CLAIM_CAS", () -> new InternalError("a fault in another mapping"))) {
            assertThatThrownBy(lock::claim).isInstanceOf(InternalError.class);
            assertThat(step.happened()).isTrue();
        }
        assertWorks(lock);
    }

    /** A foreign hold draws no token, so the file's latest is still that of the hold before. */
    @Test
    void aForceThatNamesATokenSparesAForeignProgram() {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        long seen = claim.token();
        claim.release();
        Peer foreign = foreign(1);
        assertThat(foreign.ask("trywait")).isEqualTo("true");

        assertThat(lock.forceRelease("meant for the hold before", seen)).isFalse();
        assertThat(lock.value()).hasValue(0);
        assertThat(foreign.ask("post")).isEqualTo("ok");
        assertWorks(lock);
    }

    @Test
    void theFirstOpenOfAJvmDoesNotMindAnInterruptedThread() {
        Peer jvm = testLocks.closing(ChildJvm.of(OpensInterrupted.class).start(name));
        assertThat(jvm.answer()).isEqualTo("open true, still interrupted true");
    }

    @Test
    void aThreadThatWasForcedOutNestsNothingBesideTheNextHolder() {
        GlobalLock lock = open();
        Claim claim = lock.claimRecursive();
        Peer other = jvm(1);
        assertThat(other.ask("force")).isEqualTo("true");
        assertThat(other.ask("claim 0")).isEqualTo("true");

        assertThat(lock.tryClaimRecursive()).isEmpty();
        assertThat(claim.isLost()).isTrue();
        assertThat(lock.isClaimedByCurrentThread()).isFalse();
        assertThat(other.ask("release")).isEqualTo("true");
        assertThat(claim.release()).isFalse();
        assertWorks(lock);
    }

    @Test
    void aStatusShowsThatAClaimWasForcedOutByAnotherProcess() {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        Peer other = jvm(1);
        assertThat(other.ask("force")).isEqualTo("true");
        assertThat(lock.status().depth()).isZero();
        assertThat(claim.isHeld()).isFalse();
        assertThat(claim.isLost()).isTrue();
        assertThat(claim.release()).isFalse();
        assertWorks(lock);
    }

    @Test
    void aForceThatNamesAClaimOfThisJvmThatIsLostAlreadyFreesNobody() {
        GlobalLock lock = open();
        Claim claim = lock.claim();
        Peer other = jvm(1);
        assertThat(other.ask("force")).isEqualTo("true");
        assertThat(other.ask("claim 0")).isEqualTo("true");

        assertThat(lock.forceRelease("mine", claim.token())).isFalse();
        assertThat(lock.value()).hasValue(0);
        assertThat(other.ask("release")).isEqualTo("true");
        assertThat(claim.release()).isFalse();
        assertWorks(lock);
    }

    /** One lock's listener takes its time; another lock's holder dies. */
    @Test
    void aSlowListenerDoesNotKeepTheReaperFromOtherLocks() throws InterruptedException {
        String slow = testLocks.name();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        GlobalLocks locks = testLocks.closing(GlobalLocks.create());
        locks.addListener(new LockListener() {
            @Override
            public void threadEnded(GlobalLock lock, Claim claim) {
                told.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        GlobalLock abandoned = locks.get(slow);
        Thread forgetful = new Thread(abandoned::claim);
        forgetful.start();
        forgetful.join();
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();

        open();
        Peer holder = jvm(1);
        Peer waiter = foreign(2);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        waiter.send("wait 10000");
        await().until(() -> SemaphoreFile.read(name).waiters() == 1);
        holder.close();
        assertThat(waiter.answer()).isEqualTo("true");
        assertThat(waiter.ask("post")).isEqualTo("ok");
        goOn.countDown();
        assertThat(abandoned.forceRelease("its thread is gone")).isTrue();
    }

    /** A script posts for the dead; a foreign program gets in just when the reaper is about to free the hold. */
    @Test
    void theReaperDoesNotFreeADeadHoldUnderAForeignProgramThatWasLetIn() throws IOException {
        GlobalLock lock = open(Duration.ofHours(1));
        Peer foreign = foreign(1);
        AtomicReference<String> entered = new AtomicReference<>("");
        poke(0, 900L << 54); // a dead owner
        try (AtStep step = AtStep.once("BEFORE_FREEING_CAS", () -> entered.set(foreign.ask("trywait")))) {
            poke(0, 900L << 54 | 1); // the script's post
            await().until(step::happened);
            await().until(() -> entered.get().equals("true"));
        }
        long from = System.nanoTime();
        await().until(() -> System.nanoTime() - from > Duration.ofSeconds(1).toNanos());
        assertThat(SemaphoreFile.read(name).value())
                .as("the foreign program is inside")
                .isZero();
        assertThat(lock.tryClaim()).isEmpty();
        assertThat(foreign.ask("post")).isEqualTo("ok");
        assertThat(lock.tryClaim(Duration.ofSeconds(5))).hasValueSatisfying(Claim::release);
    }
}
