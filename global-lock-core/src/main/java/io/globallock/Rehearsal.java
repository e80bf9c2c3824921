package io.globallock;

/**
 * One claim and release of a lock that excludes nobody, before the first lock of the JVM is opened: what a release needs is loaded
 * and linked then. In a heap that fills up inside the first locked section it could not be, and the lock would stay held.
 */
final class Rehearsal {

    private static boolean held;

    private Rehearsal() {}

    /** Does it once for each JVM; again if it fails. */
    static synchronized void hold() {
        if (held) {
            return;
        }
        LockOptions options = LockOptions.defaults().withMechanism(Mechanism.LOCAL);
        GatedLock lock = new GatedLock("rehearsal", options, new LocalGate("rehearsal", Mechanism.LOCAL));
        Claim outer = lock.tryClaimRecursive().orElseThrow(); // as an interrupt would not let claimRecursive()
        lock.tryClaimRecursive().orElseThrow().release();
        outer.release();
        lock.tryClaimDetached().orElseThrow().release();
        lock.entrance().tick(new ReaperNotes());
        lock.entrance().events().mustNotWait();
        Teller.tell(() -> {});
        held = true;
    }
}
