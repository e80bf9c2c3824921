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
 * Two threads release one claim, and the second goes in again at once: one release is told that it was one, whoever sees the claim
 * out does not see it inside the lock any more, and the late steps of the slower never touch the claim that follows.
 */
@JCStressTest
@Outcome(id = "1, true", expect = ACCEPTABLE, desc = "released once; whoever is inside is seen inside")
@Outcome(
        expect = FORBIDDEN,
        desc = "released twice or not at all, out while still seen inside, or the next claim wiped out")
@State
public class LeaveStress {

    private final Inside inside = new Inside();
    private boolean first;
    private boolean second;
    private boolean early;
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
        int looks = 0;
        while (inside.claim.phase() <= HeldClaim.LEAVING && looks < 100) {
            looks++;
        }
        early = looks < 100 && inside.occupancy.current() == inside.claim;
        second = inside.claim.surface();
        next = inside.claim();
        if (next != null) {
            inside.occupancy.begin(next, Inside.NOW);
        }
    }

    @Arbiter
    public void inTheEnd(IZ_Result result) {
        result.r1 = (first ? 1 : 0) + (second ? 1 : 0);
        result.r2 = !early && inside.occupancy.current() == next;
    }

    /** The stores of Occupancy.exit in the other order: the claim is seen to have left before the lock is. */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "whoever is inside is seen inside")
    @Outcome(expect = FORBIDDEN, desc = "the next claim was wiped out")
    @State
    public static class Mutant {

        private final HeldClaim claim = new HeldClaim(null, null, false);
        private final HeldClaim following = new HeldClaim(null, null, false);
        private HeldClaim current = claim;
        private HeldClaim next;

        public Mutant() {
            claim.word = HeldClaim.LEAVING;
        }

        @Actor
        public void release() {
            claim.word = HeldClaim.LEFT;
            VarHandle.releaseFence();
            current = null;
        }

        @Actor
        public void finishAndClaim() {
            for (int looks = 0; looks < 100 && next == null; looks++) {
                if (claim.isUnfinished()) {
                    next = following;
                    current = next;
                }
            }
        }

        @Arbiter
        public void inTheEnd(IZ_Result result) {
            result.r2 = current == next;
        }
    }
}
