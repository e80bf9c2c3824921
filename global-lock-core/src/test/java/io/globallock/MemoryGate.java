package io.globallock;

import static io.globallock.search.Play.check;

import io.globallock.search.Stage;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A gate in memory, beside which another process may hold, and which fails whoever uses it wrongly: enters while its own JVM is
 * inside, or comes after the close. Each call is one step of a schedule, as a compare-and-set is, with an Error before it or
 * after it if that is asked for.
 */
final class MemoryGate implements Gate {

    private static final int FREE = 0;
    private static final int OURS = 1;
    private static final int FOREIGN = 2;

    /** How often whoever waits asks whether it should go on. */
    private static final long SLICE_NANOS = 20_000_000;

    private int inside;
    private boolean leaked;
    private boolean closed;
    private long token;
    private boolean failsToEnter;
    private boolean failsToLeave;
    private @Nullable Thread waiter; // of this JVM, which lets one wait here

    void enterForeign() {
        inside = FOREIGN;
    }

    void leaveForeign() {
        Stage.point();
        if (inside == FOREIGN) {
            free();
        }
    }

    /** Another process forces whoever is inside, and enters. True: that was this JVM. */
    boolean forceForeign() {
        Stage.point();
        boolean ours = inside == OURS;
        free();
        inside = FOREIGN;
        return ours;
    }

    /** An Error strikes the next entry, when it has been made. */
    void failToEnter() {
        failsToEnter = true;
    }

    /** An Error strikes the next exit, before it has been made. */
    void failToLeave() {
        failsToLeave = true;
    }

    /** No Error strikes any more. */
    void failNoMore() {
        failsToEnter = false;
        failsToLeave = false;
    }

    boolean isFree() {
        return inside == FREE;
    }

    private void free() {
        inside = FREE;
        leaked = false;
        LockSupport.unpark(waiter);
    }

    @Override
    public boolean tryEnter(long now, String label) {
        Stage.point();
        check(!closed, "entered after the close");
        check(inside != OURS || leaked, "entered twice by one JVM");
        if (inside == FOREIGN) {
            return false;
        }
        inside = OURS;
        leaked = failsToEnter;
        token++;
        if (leaked) {
            failsToEnter = false;
            throw new StackOverflowError("in the gate, after entering it");
        }
        return true;
    }

    @Override
    public boolean enter(long waitNanos, String label, Cancellation cancelled) throws InterruptedException {
        long start = System.nanoTime();
        waiter = Thread.currentThread();
        try {
            while (!tryEnter(0, label)) {
                long left = waitNanos == FOREVER ? FOREVER : waitNanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, cancelled == Cancellation.NEVER ? left : Math.min(left, SLICE_NANOS));
                if (Thread.interrupted() || cancelled.isCancelled()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            waiter = null;
        }
    }

    @Override
    public boolean leave() {
        if (!mayLeave()) {
            return false;
        }
        free();
        return true;
    }

    @Override
    public boolean leaveLocked() {
        if (!mayLeave()) {
            return false;
        }
        inside = FOREIGN;
        return true;
    }

    private boolean mayLeave() {
        Stage.point();
        check(!closed, "left after the close");
        if (failsToLeave) {
            failsToLeave = false;
            throw new StackOverflowError("in the gate, before leaving it");
        }
        return inside == OURS;
    }

    @Override
    public boolean force(OptionalLong expected) {
        throw new UnsupportedOperationException("no scenario forces others");
    }

    @Override
    public boolean isInside() {
        Stage.point();
        return inside == OURS;
    }

    @Override
    public boolean seemsLeaked() {
        Stage.point();
        return inside == OURS;
    }

    @Override
    public void freeLeaked() {
        Stage.point();
        check(leaked, "freed what a claim holds");
        free();
    }

    @Override
    public long token() {
        return token;
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
        throw new UnsupportedOperationException("no scenario asks");
    }

    @Override
    public void close() {
        Stage.point();
        check(!closed, "closed twice");
        check(inside != OURS, "closed while a claim is inside");
        closed = true;
    }
}
