package io.globallock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way into a lock and out again: a FIFO permit for the threads of this JVM, then a gate for processes, then the claim
 * that remembers both.
 *
 * <p>The permit goes back only by whoever did the last native step, and giving it back twice does nothing. The few stores that
 * must not fail are plain field stores: when the stack is exhausted, a call fails and a store does not.
 */
final class Entrance {

    private static final long FORCE_PATIENCE_NANOS = 100_000_000L;
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Entrance.class, "current", HeldClaim.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final GatedLock lock;
    private final Gate gate;
    private final LockInfoText lockInfo;
    private final Events events;
    private final Permit permit = new Permit();

    /** Who holds the lock; others read it through CURRENT. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable HeldClaim current;

    /** The latest release, left in place so that the reaper can finish what an error cut short. */
    private @Nullable HeldClaim leaving;

    private volatile boolean closed;

    Entrance(GatedLock lock, Gate gate, LockInfoText lockInfo) {
        this.lock = lock;
        this.gate = gate;
        this.lockInfo = lockInfo;
        this.events = new Events(lock);
    }

    /** Null: not within the time, of which 0 means one try that no interrupt disturbs. */
    @Nullable
    Claim enter(ClaimKind kind, long waitNanos, boolean interruptible) {
        Thread me = Thread.currentThread();
        HeldClaim held = current();
        if (held != null && held.isHeldBy(me)) {
            if (kind != ClaimKind.RECURSIVE) {
                throw new AlreadyClaimedException(name(), me.getName(), held.depth());
            }
            Claim nested = held.nest();
            if (nested != null) {
                return nested;
            }
        }
        if (interruptible && me.isInterrupted()) {
            events.interrupted(Duration.ZERO);
            throw new ClaimInterruptedException(name());
        }
        HeldClaim claim = new HeldClaim(this, kind == ClaimKind.DETACHED ? null : me, kind == ClaimKind.BINARY);
        return enter(claim, waitNanos, me) ? claim : null;
    }

    private boolean enter(HeldClaim claim, long waitNanos, Thread me) {
        long start = System.nanoTime();
        boolean waited = false;
        try {
            claim.stamp = permit.tryAcquire();
            if (claim.stamp == Permit.NONE && waitNanos > 0) {
                waited = startWaiting();
                claim.stamp = waitNanos == Gate.FOREVER ? permit.acquire() : permit.tryAcquire(left(waitNanos, start));
            }
            checkUsable();
            if (claim.stamp != Permit.NONE) {
                long now = waited ? System.nanoTime() : start;
                String label = lock.label(me);
                if (gate.tryEnter(now, label)) {
                    begin(claim, now);
                } else if (waitNanos > 0) {
                    waited = waited || startWaiting();
                    if (enterGate(claim, left(waitNanos, start), label)) {
                        begin(claim, System.nanoTime());
                    }
                }
            }
        } catch (InterruptedException e) {
            me.interrupt();
            events.interrupted(since(start));
            throw new ClaimInterruptedException(name());
        } catch (RuntimeException e) {
            events.failed(since(start), e);
            throw e;
        } finally {
            if (claim.stamp != Permit.NONE && claim.word == HeldClaim.NEW) {
                // First the stores: if an Error strikes again, the reaper finds the claim and gives the permit back.
                // What
                // the first Error left between the gate and the claim, the next claim or the reaper finds.
                claim.word = HeldClaim.TURNED_AWAY;
                leaving = claim;
                finishLate(claim);
            }
        }
        if (claim.word == HeldClaim.NEW) {
            events.timedOut(waited ? since(start) : Duration.ZERO);
            return false;
        }
        settled(claim, me, waited ? System.nanoTime() - start : 0);
        return true;
    }

    private boolean startWaiting() {
        HeldClaim held = current();
        if (gate.mechanism() == Mechanism.SINGLE) {
            Thread owner = held == null ? null : held.thread();
            throw new AlreadyClaimedException(
                    name(), owner == null ? "a detached claim" : owner.getName(), held == null ? 1 : held.depth());
        }
        events.waiting();
        return true;
    }

    private static long left(long waitNanos, long start) {
        return waitNanos == Gate.FOREVER ? Gate.FOREVER : Math.max(0, waitNanos - (System.nanoTime() - start));
    }

    /** A virtual thread must not block its carrier in a native wait: a platform thread waits for it. */
    private boolean enterGate(HeldClaim claim, long waitNanos, String label) throws InterruptedException {
        return VirtualThreads.isVirtual(Thread.currentThread())
                ? new HelperWait(gate, permit, claim).enter(waitNanos, label)
                : gate.enter(waitNanos, label, Gate.Cancellation.NEVER);
    }

    private void begin(HeldClaim claim, long now) {
        claim.remember(gate.token(), now);
        VarHandle.releaseFence();
        current = claim;
        claim.word = HeldClaim.HELD_ONCE;
    }

    private void settled(HeldClaim claim, Thread me, long waitedNanos) {
        try {
            if (gate.wasTakeover()) {
                events.takenOver(gate.takenOverFrom());
            }
            lockInfo.write(lock, me);
            if (events.wanted()) {
                events.claimed(claim, waitedNanos);
            }
        } catch (Throwable e) {
            // The caller will not see the claim: it must not stay. If this fails as well, the reaper releases it.
            claim.orphaned = true;
            claim.release();
            throw e;
        }
    }

    /** Out of the lock, for the claim at depth 1. */
    boolean leave(HeldClaim claim) {
        return exit(claim, HeldClaim.HELD_ONCE, Exit.RELEASED) == Outcome.RELEASED;
    }

    /** Out of the lock, which stays locked with no owner. */
    boolean leaveLocked(HeldClaim claim) {
        return exit(claim, HeldClaim.HELD_ONCE, Exit.LEFT_LOCKED) == Outcome.RELEASED;
    }

    private enum Exit {
        RELEASED,
        LEFT_LOCKED,
        FORCED
    }

    private enum Outcome {
        /** The claim is not as it was seen: whoever changed it acts. */
        NOT_STARTED,
        /** Out, and another thread did the last step. */
        FINISHED_BY_OTHER,
        RELEASED,
        LOST
    }

    private Outcome exit(HeldClaim claim, int seen, Exit how) {
        boolean started = false;
        int out = HeldClaim.NEW;
        try {
            started = claim.startLeaving(seen);
            if (!started) {
                return Outcome.NOT_STARTED;
            }
            leaving = claim;
            // Not gate.force() for a forced exit: if another process forced us out already, the hold that follows is
            // its own.
            boolean ours = how == Exit.LEFT_LOCKED ? gate.leaveLocked() : gate.leave();
            out = ours && how != Exit.FORCED ? HeldClaim.LEFT : HeldClaim.OUSTED;
            current = null; // only before `out` is seen: then others may finish, and the next claim come in
            VarHandle.releaseFence();
            claim.word = out;
        } catch (Throwable e) {
            if (started) {
                // Nothing left yet: still inside, or the next release finds that it is not.
                claim.word = out == HeldClaim.NEW ? seen : out;
            }
            throw e;
        }
        permit.release(claim.stamp);
        return finished(claim);
    }

    /** Finishes a release, or a failed entry, that an error cut short. Any thread, any number of times. */
    boolean finishLate(HeldClaim claim) {
        CURRENT.compareAndSet(this, claim, null);
        permit.release(claim.stamp);
        return finished(claim) == Outcome.RELEASED;
    }

    /** The last step, for one of those who may be here: the releaser, another thread with a detached claim, the reaper. */
    private Outcome finished(HeldClaim claim) {
        if (claim.move(HeldClaim.LEFT, HeldClaim.RELEASED)) {
            if (events.wanted()) {
                events.released(claim, claim.held());
            }
            return Outcome.RELEASED;
        }
        if (claim.move(HeldClaim.OUSTED, HeldClaim.LOST)) {
            events.lost(claim);
            return Outcome.LOST;
        }
        claim.move(HeldClaim.TURNED_AWAY, HeldClaim.NEW);
        return Outcome.FINISHED_BY_OTHER;
    }

    /** Forces out this JVM's own claim. False: it has none. */
    boolean forceOwn() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < FORCE_PATIENCE_NANOS) {
            HeldClaim claim = current();
            int seen = claim == null ? HeldClaim.LEFT : claim.word();
            int phase = seen & HeldClaim.PHASE_MASK;
            if (claim == null || phase > HeldClaim.LEAVING) {
                return false;
            }
            if (phase == HeldClaim.HELD && exit(claim, seen, Exit.FORCED) != Outcome.NOT_STARTED) {
                gate.countForced();
                return true;
            }
            Thread.onSpinWait(); // another thread is just entering or leaving
        }
        return false;
    }

    /** The reaper's round. */
    void tick(ReaperNotes notes) {
        HeldClaim claim = current();
        Thread thread = claim == null ? null : claim.thread();
        if (claim != null && thread != null && !thread.isAlive() && claim.isHeld() && notes.firstReport(claim)) {
            events.threadEnded(claim);
        }
        if (claim != null && claim.orphaned) {
            int seen = claim.word();
            if ((seen & HeldClaim.PHASE_MASK) == HeldClaim.HELD) { // else its exit is under way, or was
                exit(claim, seen, Exit.RELEASED);
            }
        }
        HeldClaim left = leaving;
        if (left != null && notes.seenTwice(left, left.isUnfinished())) {
            finishLate(left);
        }
        boolean leaked = notes.leakedTwice(claim == null && gate.seemsLeaked());
        if (leaked || (claim == null && gate.shouldMove())) {
            mend(leaked);
        }
        gate.tick().forEach(events::problem);
        lockInfo.look();
    }

    /** The reaper's turn as a claimer, if nobody else is just claiming. */
    private void mend(boolean leaked) {
        int stamp = permit.tryAcquire();
        if (stamp == Permit.NONE) {
            return;
        }
        try {
            if (leaked && current() == null) {
                gate.freeLeaked();
            } else if (gate.shouldMove() && gate.tryEnter(System.nanoTime(), "global-lock-reaper")) {
                gate.leave();
            }
        } finally {
            permit.release(stamp);
        }
    }

    /** Takes the permit for good and lets go of the gate; those who queue fail with {@link LockClosedException}. */
    void close() {
        int stamp = permit.tryAcquire();
        if (stamp == Permit.NONE) {
            HeldClaim held = current();
            throw new IllegalStateException("Lock " + name() + " is "
                    + (held == null ? "being claimed" : "held (token " + held.token() + ")")
                    + "; release it before closing it.");
        }
        closed = true;
        try {
            gate.close();
        } finally {
            permit.release(stamp);
        }
    }

    void checkUsable() {
        checkOpen();
        String broken = gate.broken();
        if (broken != null) {
            throw new LockBrokenException(name(), broken);
        }
    }

    void checkOpen() {
        if (closed) {
            throw new LockClosedException(name(), "Lock " + name() + " is closed; get it again from its GlobalLocks.");
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Nullable
    HeldClaim current() {
        return (HeldClaim) CURRENT.getAcquire(this);
    }

    boolean isClosed() {
        return closed;
    }

    int queueLength() {
        return permit.queueLength();
    }

    Events events() {
        return events;
    }

    GatedLock lock() {
        return lock;
    }

    String name() {
        return lock.name();
    }

    Optional<String> problem() {
        return Optional.ofNullable(gate.broken());
    }
}
