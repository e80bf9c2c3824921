package io.globallock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Whoever sees a claim inside, by the lock or by the claim's own word, sees what was remembered of its entry:
 * {@link Occupancy#begin}.
 */
@JCStressTest
@Outcome(id = "-1, (-1|17)", expect = ACCEPTABLE, desc = "by the word not held yet")
@Outcome(id = "17, 17", expect = ACCEPTABLE, desc = "held, and whole")
@Outcome(
        id = "17, -1",
        expect = ACCEPTABLE_INTERESTING,
        desc = "held, and not seen inside: no fence orders these two stores, and nobody relies on it")
@Outcome(expect = FORBIDDEN, desc = "inside without its token or its time")
@State
public class BeginStress {

    private final Inside inside = new Inside();

    @Actor
    public void begin() {
        inside.occupancy.begin(inside.claim, Inside.NOW);
    }

    @Actor
    public void look(JJ_Result result) {
        result.r1 = inside.claim.phase() == HeldClaim.HELD ? Inside.remembered(inside.claim) : -1;
        HeldClaim current = inside.occupancy.current();
        result.r2 = current == null ? -1 : Inside.remembered(current);
    }

    /** The stores of {@link Occupancy#begin} in the other order. */
    @JCStressTest
    @Outcome(id = "(-1|17), -1", expect = ACCEPTABLE, desc = "not held yet, or whole")
    @Outcome(expect = FORBIDDEN, desc = "inside without its token or its time")
    @State
    public static class Mutant {

        private final Inside inside = new Inside();

        @Actor
        public void begin() {
            inside.claim.move(HeldClaim.NEW, HeldClaim.HELD_ONCE);
            inside.claim.remember(inside.gate.token(), Inside.NOW);
        }

        @Actor
        public void look(JJ_Result result) {
            result.r1 = inside.claim.phase() == HeldClaim.HELD ? Inside.remembered(inside.claim) : -1;
            result.r2 = -1;
        }
    }
}
