package io.globallock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * Two threads release one claim, and the second goes in again at once: one release is told that it was one, and the late steps of
 * the slower never touch the claim that follows.
 */
@JCStressTest
@Outcome(id = "1, true", expect = ACCEPTABLE, desc = "released once; whoever is inside is seen inside")
@Outcome(expect = FORBIDDEN, desc = "released twice or not at all, or the next claim was wiped out")
@State
public class LeaveStress {

    private final Inside inside = new Inside();
    private boolean first;
    private boolean second;
    private HeldClaim next;

    public LeaveStress() {
        inside.occupancy.begin(inside.claim, Inside.NOW);
    }

    @Actor
    public void release() {
        first = inside.claim.surface();
    }

    @Actor
    public void releaseAndClaim() {
        second = inside.claim.surface();
        next = inside.claim();
        if (next != null) {
            inside.occupancy.begin(next, Inside.NOW);
        }
    }

    @Arbiter
    public void inTheEnd(IZ_Result result) {
        result.r1 = (first ? 1 : 0) + (second ? 1 : 0);
        result.r2 = inside.occupancy.current() == next;
    }

    /** The stores of Occupancy.exit in the other order: the claim is seen to have left before the lock is. */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "whoever is inside is seen inside")
    @Outcome(expect = FORBIDDEN, desc = "the next claim was wiped out")
    @State
    public static class Mutant extends Exit {

        @Actor
        public void release() {
            claim.word = HeldClaim.LEFT;
            VarHandle.releaseFence();
            current = null;
        }

        @Actor
        public void finishAndClaim() {
            finish();
        }

        @Arbiter
        public void inTheEnd(IZ_Result result) {
            result.r2 = current == next;
        }
    }

    /** The stores of Occupancy.exit without the fence between them. */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "whoever is inside is seen inside")
    @Outcome(expect = FORBIDDEN, desc = "the next claim was wiped out")
    @State
    public static class NoFence extends Exit {

        @Actor
        public void release() {
            current = null;
            claim.word = HeldClaim.LEFT;
        }

        @Actor
        public void finishAndClaim() {
            finish();
        }

        @Arbiter
        public void inTheEnd(IZ_Result result) {
            result.r2 = current == next;
        }
    }

    /** A lock that is just being left, and what another thread does as soon as it sees that. */
    static class Exit {

        final HeldClaim claim = new HeldClaim(null, null, false);
        HeldClaim current = claim;
        HeldClaim next;
        private final HeldClaim following = new HeldClaim(null, null, false);

        Exit() {
            claim.word = HeldClaim.LEAVING;
        }

        final void finish() {
            for (int looks = 0; looks < 100; looks++) {
                if (claim.isUnfinished()) {
                    next = following;
                    current = next;
                    return;
                }
            }
        }
    }
}
