package io.globallock;

/** A claim that has the permit and is through a gate in memory; the next step is {@link Occupancy#begin}. */
final class Inside {

    /** When it was claimed. */
    static final long NOW = 7;

    final Permit permit = new Permit();
    final LocalGate gate = new LocalGate("jcstress", Mechanism.LOCAL);
    final Occupancy occupancy =
            new Occupancy(null, gate, permit, new Events(null)); // nobody listens, so no lock to tell of
    final HeldClaim claim = claim();

    /** Goes in, as far as is possible now: null if another has the permit. */
    HeldClaim claim() {
        int stamp = permit.tryAcquire();
        if (stamp == Permit.NONE) {
            return null;
        }
        HeldClaim next = new HeldClaim(occupancy, null, false);
        next.stamp = stamp;
        gate.tryEnter(NOW, "");
        return next;
    }

    /** 17: the first token of a gate in memory, and {@link #NOW}. */
    static long remembered(HeldClaim claim) {
        return claim.token() * 10 + claim.claimedAt();
    }
}
