package io.globallock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A helper that finishes, and its waiter, whom an error strikes just then, and strikes again at the next call: what is left of
 * {@link HelperWait#enter}'s catch is a store and a load, and one of the two sides gives the permit back.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "the permit is back")
@Outcome(expect = FORBIDDEN, desc = "neither side saw the other: the permit is lost")
@State
public class HelperStress {

    private static final int DONE = 2;

    // Not VarHandles: these store and load as the field is declared, volatile or not.
    private static final MethodHandle SET_GONE;
    private static final MethodHandle GET_STATE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(HelperWait.class, MethodHandles.lookup());
            SET_GONE = lookup.findSetter(HelperWait.class, "gone", boolean.class);
            GET_STATE = lookup.findGetter(HelperWait.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Permit permit = new Permit();
    private final HeldClaim claim = new HeldClaim(null, null, false);
    private final HelperWait wait;

    public HelperStress() {
        claim.stamp = permit.tryAcquire();
        wait = new HelperWait(new OpenGate(), permit, claim);
    }

    @Actor
    public void help() {
        wait.run();
    }

    @Actor
    public void strike() {
        try {
            SET_GONE.invokeExact(wait, true);
            if ((int) GET_STATE.invokeExact(wait) == DONE) {
                permit.release(claim.stamp);
            }
        } catch (Throwable e) {
            throw new AssertionError(e); // jcstress reports it: an actor declares none
        }
    }

    @Arbiter
    public void inTheEnd(Z_Result result) {
        result.r1 = permit.tryAcquire() != Permit.NONE;
    }

    /** {@code gone} without volatile. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the permit is back")
    @Outcome(expect = FORBIDDEN, desc = "neither side saw the other: the permit is lost")
    @State
    public static class Mutant {

        private final AtomicInteger state = new AtomicInteger();
        private final Permit permit = new Permit();
        private final int stamp = permit.tryAcquire();
        private boolean gone;

        @Actor
        public void help() {
            if (state.compareAndSet(0, DONE) && gone) {
                permit.release(stamp);
            }
        }

        @Actor
        public void strike() {
            gone = true;
            if (state.get() == DONE) {
                permit.release(stamp);
            }
        }

        @Arbiter
        public void inTheEnd(Z_Result result) {
            result.r1 = permit.tryAcquire() != Permit.NONE;
        }
    }
}
