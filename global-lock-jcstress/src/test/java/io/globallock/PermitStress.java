package io.globallock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A permit that is given back twice, and taken in between, stays with whoever took it. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "taken, once")
@Outcome(expect = FORBIDDEN, desc = "taken twice, or by nobody")
@State
public class PermitStress {

    private final Permit permit = new Permit();
    private final int stamp = permit.tryAcquire();

    @Actor
    public void release() {
        permit.release(stamp);
    }

    @Actor
    public void releaseAndTake(ZZ_Result result) {
        permit.release(stamp);
        result.r1 = permit.tryAcquire() != Permit.NONE;
    }

    @Arbiter
    public void takeAgain(ZZ_Result result) {
        result.r2 = permit.tryAcquire() != Permit.NONE;
    }

    /** A release that looks at the stamp and then stores, where Permit.Sync.tryRelease compares and sets. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "taken, once")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or by nobody")
    @State
    public static class Mutant {

        private final AtomicInteger state = new AtomicInteger(1);

        @Actor
        public void release() {
            release(1);
        }

        @Actor
        public void releaseAndTake(ZZ_Result result) {
            release(1);
            result.r1 = tryAcquire();
        }

        @Arbiter
        public void takeAgain(ZZ_Result result) {
            result.r2 = tryAcquire();
        }

        private void release(int held) {
            if (state.get() == held) {
                state.set(held + 1);
            }
        }

        private boolean tryAcquire() {
            int free = state.get();
            return (free & 1) == 0 && state.compareAndSet(free, free + 1);
        }
    }
}
