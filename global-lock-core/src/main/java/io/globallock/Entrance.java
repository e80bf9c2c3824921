package io.globallock;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way into a lock: a FIFO permit for the threads of this JVM, then a gate for processes, then the claim that remembers
 * both. The way out is {@link Occupancy}'s.
 */
final class Entrance {

    /** With the reaper's mending, which takes a millisecond if it gets to run. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final long NAP_NANOS = 20_000;

    private final GatedLock lock;
    private final Gate gate;
    private final LockInfoText lockInfo;
    private final Events events;
    private final Permit permit = new Permit();
    private final Occupancy occupancy;
    private volatile boolean closed;

    /** The reaper has the permit for a moment, or is about to try for it: nobody's claim. */
    private volatile boolean mending;

    Entrance(GatedLock lock, Gate gate, LockInfoText lockInfo) {
        this.lock = lock;
        this.gate = gate;
        this.lockInfo = lockInfo;
        this.events = new Events(lock);
        this.occupancy = new Occupancy(lock, gate, permit, events);
    }

    /** Null: not within the time, of which 0 means one try that no interrupt disturbs. */
    @Nullable
    Claim enter(ClaimKind kind, long waitNanos, boolean interruptible) {
        Thread me = Thread.currentThread();
        HeldClaim held = current();
        if (held != null && held.isHeldBy(me)) {
            if (held.orphaned) {
                occupancy.releaseOrphan(held); // its release was asked for and failed: nothing may nest in it
            } else if (occupancy.noticeLoss(held)) {
                // Another process has forced it out, and may be inside: this thread comes as anybody.
            } else if (kind != ClaimKind.RECURSIVE) {
                throw new AlreadyClaimedException(name(), me.getName(), held.depth());
            } else {
                Claim nested = held.nest();
                if (nested != null) {
                    return nested;
                }
            }
        }
        if (interruptible && me.isInterrupted()) {
            events.interrupted(Duration.ZERO);
            throw new ClaimInterruptedException(name());
        }
        long start = System.nanoTime();
        String label = lock.label(me);
        HeldClaim claim = claimOf(kind, me);
        boolean waited = false;
        boolean entered;
        try {
            entered = getIn(claim, 0, start, label);
            if (!entered && waitNanos > 0) {
                checkMayWait();
                waited = true;
                events.waiting(); // without the permit: who is told may take its time
                claim = claimOf(kind, me);
                entered = getIn(claim, waitNanos, start, label);
            }
        } catch (InterruptedException e) {
            me.interrupt();
            events.interrupted(since(start));
            throw new ClaimInterruptedException(name());
        } catch (RuntimeException e) {
            events.failed(since(start), e);
            throw e;
        }
        if (!entered) {
            events.timedOut(waited ? since(start) : Duration.ZERO);
            return null;
        }
        settled(claim, me, waited ? System.nanoTime() - start : 0);
        return claim;
    }

    private HeldClaim claimOf(ClaimKind kind, Thread me) {
        return new HeldClaim(occupancy, kind == ClaimKind.DETACHED ? null : me, kind == ClaimKind.BINARY);
    }

    /**
     * Takes the permit and goes through the gate; or gives the permit back. A claim that did not get in is not used again.
     *
     * @param waitNanos how long from the start at most; 0: one try, that waits for nobody
     */
    private boolean getIn(HeldClaim claim, long waitNanos, long start, String label) throws InterruptedException {
        boolean entered = false;
        try {
            claim.stamp = waitNanos == 0
                    ? takePermit()
                    : waitNanos == Gate.FOREVER ? permit.acquire() : permit.tryAcquire(left(waitNanos, start));
            checkUsable();
            if (claim.stamp != Permit.NONE) {
                ClaimStep.PERMIT_TAKEN.reached();
                long now = waitNanos == 0 ? start : System.nanoTime();
                entered = gate.tryEnter(now, label);
                if (!entered && waitNanos > 0) {
                    entered = enterGate(claim, left(waitNanos, start), label);
                    now = System.nanoTime();
                }
                if (entered) {
                    ClaimStep.GATE_PASSED.reached();
                    occupancy.begin(claim, now);
                }
            }
        } finally {
            if (claim.stamp != Permit.NONE && claim.word == HeldClaim.NEW) {
                // First the stores: if an Error strikes again, the reaper finds the claim and gives the permit back.
                // What the first Error left between the gate and the claim, the next claim or the reaper finds.
                claim.word = HeldClaim.TURNED_AWAY;
                occupancy.leaving = claim;
                occupancy.finishLate(claim);
            }
        }
        return entered;
    }

    /** The permit if no claim has it; or {@link Permit#NONE}. */
    private int takePermit() {
        int stamp = permit.tryAcquire();
        if (stamp == Permit.NONE && mending) {
            long start = System.nanoTime();
            do {
                LockSupport.parkNanos(NAP_NANOS);
                stamp = permit.tryAcquire();
            } while (stamp == Permit.NONE && mending && System.nanoTime() - start < PATIENCE_NANOS);
        }
        return stamp;
    }

    /** What forbids this thread to wait, though the claim would. */
    private void checkMayWait() {
        if (events.mustNotWait()) {
            throw new IllegalStateException(
                    "Lock " + name() + " is not free, and a listener that is told of it must not wait for"
                            + " it: use tryClaim(), or another thread.");
        }
        if (gate.mechanism() == Mechanism.SINGLE) {
            HeldClaim held = current();
            Thread owner = held == null ? null : held.thread();
            throw new AlreadyClaimedException(
                    name(), owner == null ? "a detached claim" : owner.getName(), held == null ? 1 : held.depth());
        }
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

    /** The reaper's round. */
    void tick(ReaperNotes notes) {
        ClaimStep.REAPER_ROUND.reached();
        occupancy.tick(notes);
        HeldClaim claim = current();
        boolean leaked = notes.leakedTwice(claim == null && gate.seemsLeaked(), gate.token());
        gate.tick(events);
        lockInfo.look();
        lockInfo.newProblem().ifPresent(events::problem);
        if (leaked || (claim == null && gate.shouldMove())) {
            mend(leaked); // last: it may fail
        }
    }

    /** The reaper's turn as a claimer, if nobody else is just claiming. */
    private void mend(boolean leaked) {
        int stamp = Permit.NONE;
        mending = true;
        try {
            stamp = permit.tryAcquire();
            if (stamp != Permit.NONE && !closed) {
                ClaimStep.REAPER_MENDS.reached();
                mendWithPermit(leaked);
            }
        } finally {
            if (stamp != Permit.NONE) {
                permit.release(stamp);
            }
            mending = false;
        }
    }

    private void mendWithPermit(boolean leaked) {
        // Asked again, now that no claim can begin or end meanwhile.
        if (leaked && current() == null && gate.seemsLeaked()) {
            gate.freeLeaked();
        } else if (gate.shouldMove() && gate.tryEnter(System.nanoTime(), "global-lock-reaper")) {
            gate.leave();
        }
    }

    /**
     * Takes the permit for good and lets go of the gate; those who queue fail with {@link LockClosedException}. What an error left
     * behind, inside or half open, does not keep it open.
     */
    void close() {
        int stamp = takePermit();
        if (stamp == Permit.NONE) {
            HeldClaim held = current();
            throw new IllegalStateException("Lock " + name() + " is "
                    + (held == null ? "being claimed" : "held (token " + held.token() + ")")
                    + "; release it before closing it.");
        }
        closed = true;
        boolean done = false;
        try {
            if (gate.seemsLeaked()) {
                gate.freeLeaked();
            }
            gate.close();
            done = true;
        } finally {
            closed = done; // else it can be tried again, and the reaper goes on
            permit.release(stamp);
        }
    }

    /** What the reaper found and has not told yet. Of a closed lock. */
    void tellRest() {
        gate.tick(events);
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
        return occupancy.current();
    }

    boolean isClosed() {
        return closed;
    }

    Occupancy occupancy() {
        return occupancy;
    }

    int queueLength() {
        return permit.queueLength();
    }

    Events events() {
        return events;
    }

    private String name() {
        return lock.name();
    }
}
