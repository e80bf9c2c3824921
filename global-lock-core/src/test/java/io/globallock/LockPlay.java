package io.globallock;

import static io.globallock.search.Play.check;

import io.globallock.search.Play;
import io.globallock.search.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A lock in front of a gate in memory, and what must hold whatever several threads do with it. */
abstract class LockPlay implements Play {

    /** As a timeout: any, since time passes when the scheduler lets it. */
    static final Duration SHORTLY = Duration.ofMillis(1);

    final MemoryGate gate = new MemoryGate();
    final GatedLock lock = new GatedLock("searched", LockOptions.defaults(), gate);
    private final ReaperNotes notes = new ReaperNotes();
    private final List<HeldClaim> claims = new ArrayList<>();
    private int inside;

    /** Holds it for a moment, excluding others. */
    final void use(Claim claim) {
        seen(claim);
        check(++inside == 1, "two are inside");
        Stage.point();
        inside--;
        check(claim.release(), "its release says that it was lost");
    }

    /** From now on the claim is looked at. */
    final Claim seen(Claim claim) {
        if (claim instanceof HeldClaim held) {
            claims.add(held);
        }
        return claim;
    }

    final int claims() {
        return claims.size();
    }

    final long lostClaims() {
        return claims.stream().filter(HeldClaim::isLost).count();
    }

    final void tick() {
        lock.entrance().tick(notes);
    }

    /** Looks at the lock as the reaper does, until nobody else is left. */
    final void tickWhile(Condition somebodyIsLeft) {
        while (somebodyIsLeft.holds()) {
            tick();
            LockSupport.parkNanos(Duration.ofMillis(Reaper.PERIOD_MILLIS).toNanos());
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds();
    }

    @Override
    public void always() {
        for (HeldClaim claim : claims) {
            check(!claim.isHeld() || lock.entrance().current() == claim, "a claim is held and not the current one");
        }
    }

    @Override
    public void afterwards() {
        for (HeldClaim claim : claims) {
            check(
                    claim.word() == HeldClaim.RELEASED || claim.word() == HeldClaim.LOST,
                    "a claim is not settled: word " + claim.word());
        }
        everybodyGetsIn();
    }

    final void everybodyGetsIn() {
        check(lock.entrance().queueLength() == 0, "somebody still queues");
        Claim claim = lock.tryClaim().orElse(null);
        if (claim == null) {
            throw new AssertionError("the permit is lost");
        }
        check(lock.isClaimedByCurrentThread(), "its holder is not known");
        check(claim.release(), "its release says that it was lost");
        check(gate.isFree(), "the gate stays closed");
    }
}
