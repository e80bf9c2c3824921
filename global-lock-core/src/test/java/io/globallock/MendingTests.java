package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the reaper does with the permit in hand, and what others notice of it. */
@Timeout(60)
class MendingTests {

    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    private final ScriptedGate gate = new ScriptedGate();
    private final GatedLock lock = new GatedLock("mended", LockOptions.defaults(), gate);
    private final ReaperNotes notes = new ReaperNotes();

    @Test
    void aHoldThatSeemsLeakedInTwoRoundsAndUnderThePermitIsFreed() {
        gate.leaks.addAll(List.of(true, true, true));
        tickTwice();
        assertThat(gate.freed).isEqualTo(1);
    }

    @Test
    void aClaimThatBeganBetweenTwoLooksIsNoLeak() {
        gate.leaks.addAll(List.of(true, true, false));
        tickTwice();
        assertThat(gate.leaks).as("asked again under the permit").isEmpty();
        assertThat(gate.freed).isZero();
    }

    @Test
    void twoHoldsAreNoLeak() {
        gate.leaks.addAll(List.of(true, true, true));
        lock.entrance().tick(notes);
        gate.token++;
        lock.entrance().tick(notes);
        assertThat(gate.leaks).as("not asked under the permit").hasSize(1);
        assertThat(gate.freed).isZero();
    }

    @Test
    void tryClaimWaitsUntilItHasMoved() throws Exception {
        CompletableFuture<Void> reaper = reaperMoving();
        CompletableFuture<Optional<Claim>> claim = CompletableFuture.supplyAsync(lock::tryClaimDetached, NEW_THREAD);
        CompletableFuture<Void> slowly = slowly(gate.moved::countDown);

        assertThat(claim.get(30, TimeUnit.SECONDS)).hasValueSatisfying(Claim::release);
        CompletableFuture.allOf(reaper, slowly).get(30, TimeUnit.SECONDS);
    }

    @Test
    void closeWaitsUntilItHasMovedAndThenItMovesNoMore() throws Exception {
        CompletableFuture<Void> reaper = reaperMoving();
        CompletableFuture<Void> slowly = slowly(gate.moved::countDown);

        lock.entrance().close();
        CompletableFuture.allOf(reaper, slowly).get(30, TimeUnit.SECONDS);
        int entries = gate.entries;
        lock.entrance().tick(notes);
        assertThat(gate.entries).isEqualTo(entries);
    }

    private CompletableFuture<Void> reaperMoving() throws InterruptedException {
        gate.move = true;
        CompletableFuture<Void> reaper =
                CompletableFuture.runAsync(() -> lock.entrance().tick(notes), NEW_THREAD);
        assertThat(gate.moving.await(30, TimeUnit.SECONDS)).isTrue();
        return reaper;
    }

    private static CompletableFuture<Void> slowly(Runnable task) {
        return CompletableFuture.runAsync(
                () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                    task.run();
                },
                NEW_THREAD);
    }

    private void tickTwice() {
        lock.entrance().tick(notes);
        lock.entrance().tick(notes);
    }

    /** Answers as it is told. */
    private static final class ScriptedGate implements Gate {

        final Queue<Boolean> leaks = new ArrayDeque<>();
        final CountDownLatch moving = new CountDownLatch(1);
        final CountDownLatch moved = new CountDownLatch(1);
        boolean move;
        long token = 1;
        int freed;
        int entries;

        @Override
        public boolean seemsLeaked() {
            return Boolean.TRUE.equals(leaks.poll());
        }

        @Override
        public void freeLeaked() {
            freed++;
        }

        @Override
        public boolean shouldMove() {
            return move;
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public boolean tryEnter(long now, String label) {
            entries++;
            if (label.equals("global-lock-reaper")) {
                moving.countDown();
                try {
                    return moved.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return true;
        }

        @Override
        public boolean enter(long waitNanos, String label, Cancellation cancelled) {
            throw new AssertionError("nobody waits here");
        }

        @Override
        public boolean leave() {
            return true;
        }

        @Override
        public boolean leaveLocked() {
            return true;
        }

        @Override
        public boolean force(OptionalLong onlyToken) {
            return false;
        }

        @Override
        public Mechanism mechanism() {
            return Mechanism.LOCAL;
        }

        @Override
        public OptionalLong value() {
            return OptionalLong.empty();
        }

        @Override
        public LockStatus status(@Nullable HeldClaim held, int queued, Optional<String> lockInfo, boolean users) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public void close() {}
    }
}
