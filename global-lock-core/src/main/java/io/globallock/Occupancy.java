package io.globallock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside a lock, and the way out: the gate, the claim, and then the permit, which goes back only by whoever did the last
 * native step; giving it back twice does nothing.
 *
 * <p>The few stores that must not fail are plain field stores: when the stack is exhausted, a call fails and a store does not.
 * docs/model/java.pml has every order of these steps.
 */
final class Occupancy {

    private static final long FORCE_PATIENCE_NANOS = 100_000_000L;
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Occupancy.class, "current", HeldClaim.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final GatedLock lock;
    private final Gate gate;
    private final Permit permit;
    private final Events events;

    /** Who holds the lock; others read it through CURRENT. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable HeldClaim current;

    /** The latest release, or failed entry, left in place so that the reaper can finish what an error cut short. */
    @Nullable
    HeldClaim leaving;

    Occupancy(GatedLock lock, Gate gate, Permit permit, Events events) {
        this.lock = lock;
        this.gate = gate;
        this.permit = permit;
        this.events = events;
    }

    @Nullable
    HeldClaim current() {
        return (HeldClaim) CURRENT.getAcquire(this);
    }

    /** The claim has the permit and is through the gate: from here on it is held. */
    void begin(HeldClaim claim, long now) {
        claim.remember(gate.token(), now);
        VarHandle.releaseFence();
        current = claim;
        claim.word = HeldClaim.HELD_ONCE;
    }

    /** Out of the lock, for the claim at depth 1. */
    boolean leave(HeldClaim claim) {
        return exit(claim, HeldClaim.HELD_ONCE, Exit.RELEASED, HeldClaim.RELEASED) == Outcome.RELEASED;
    }

    /** Out of the lock, which stays locked with no owner. */
    boolean leaveLocked(HeldClaim claim) {
        return exit(claim, HeldClaim.HELD_ONCE, Exit.LEFT_LOCKED, HeldClaim.RELEASED) == Outcome.RELEASED;
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

    private Outcome exit(HeldClaim claim, int seen, Exit how, int done) {
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
                // Nothing left yet: still inside, or the next release finds that it is not. Whoever asked for it may
                // never ask again, so the reaper does what was asked for.
                claim.orphaned = claim.orphaned || how == Exit.RELEASED;
                claim.word = out == HeldClaim.NEW ? seen : out;
            }
            throw e;
        }
        return backOut(claim, done);
    }

    /** Finishes a release, or a failed entry, that an error cut short. Any thread, any number of times. */
    boolean finishLate(HeldClaim claim) {
        return finishLate(claim, HeldClaim.RELEASED) == Outcome.RELEASED;
    }

    private Outcome finishLate(HeldClaim claim, int done) {
        CURRENT.compareAndSet(this, claim, null);
        return backOut(claim, done);
    }

    private Outcome backOut(HeldClaim claim, int done) {
        ClaimStep.BEFORE_PERMIT_BACK.reached();
        permit.release(claim.stamp);
        ClaimStep.AFTER_PERMIT_BACK.reached();
        return finished(claim, done);
    }

    /**
     * The last step, for one of those who may be here: the releaser, another thread with a detached claim, the reaper.
     *
     * @param done RELEASED, or TIDIED if the answer is left to the releaser, who may only be slow
     */
    private Outcome finished(HeldClaim claim, int done) {
        if (claim.move(HeldClaim.LEFT, done)) {
            if (events.wanted()) {
                events.released(claim, claim.held());
            }
            return Outcome.RELEASED;
        }
        if (claim.move(HeldClaim.TIDIED, done)) {
            return Outcome.RELEASED;
        }
        if (claim.move(HeldClaim.OUSTED, HeldClaim.LOST)) {
            events.lost(claim, gate.broken());
            return Outcome.LOST;
        }
        claim.move(HeldClaim.TURNED_AWAY, HeldClaim.NEW);
        return Outcome.FINISHED_BY_OTHER;
    }

    /** Ends a claim that another process has forced out, as the gate shows: nothing is freed. False: it has not. Any thread. */
    boolean noticeLoss(HeldClaim claim) {
        int seen =
                claim.word(); // first: a claim is held only while its process is inside, unless somebody forced it out
        return (seen & HeldClaim.PHASE_MASK) == HeldClaim.HELD
                && !gate.isInside()
                && exit(claim, seen, Exit.FORCED, HeldClaim.RELEASED) == Outcome.LOST;
    }

    /**
     * Forces out this JVM's own claim.
     *
     * @param token only the claim with this one; empty: any
     * @return false if there is no such claim
     */
    boolean forceOut(OptionalLong token) {
        long start = System.nanoTime();
        do {
            HeldClaim claim = current();
            int seen = claim == null ? HeldClaim.LEFT : claim.word();
            int phase = seen & HeldClaim.PHASE_MASK;
            if (claim == null
                    || phase > HeldClaim.LEAVING
                    || token.orElse(claim.token()) != claim.token()
                    || noticeLoss(claim)) {
                return false;
            }
            if (phase == HeldClaim.HELD && exit(claim, seen, Exit.FORCED, HeldClaim.RELEASED) != Outcome.NOT_STARTED) {
                gate.countForced();
                return true;
            }
            Thread.onSpinWait(); // another thread is just entering or leaving
        } while (System.nanoTime() - start < FORCE_PATIENCE_NANOS);
        return false;
    }

    /** Does the release that an error cut short, if nobody else is at it. Any thread. */
    void releaseOrphan(HeldClaim claim) {
        // Never deeper than once: the release was that of the outermost claim.
        exit(claim, HeldClaim.HELD_ONCE, Exit.RELEASED, HeldClaim.TIDIED);
    }

    /** The reaper's round: reports a thread that ended inside, and goes on where an error struck. */
    void tick(ReaperNotes notes) {
        HeldClaim claim = current();
        Thread thread = claim == null ? null : claim.thread();
        if (claim != null && claim.orphaned) {
            releaseOrphan(claim);
        } else if (claim != null && thread != null && !thread.isAlive() && claim.isHeld() && notes.firstReport(claim)) {
            events.threadEnded(claim);
        }
        HeldClaim left = leaving;
        if (left != null && notes.seenTwice(left, left.isUnfinished())) {
            finishLate(left, HeldClaim.TIDIED);
        }
    }

    GatedLock lock() {
        return lock;
    }

    Events events() {
        return events;
    }
}
