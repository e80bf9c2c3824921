package io.globallock.posix;

/**
 * The patience before a takeover: an unbroken watch of the same dead hold for the takeover delay. In that time a script that
 * posts for the dead process shows itself, and the program that it let in is not disturbed. Guarded by {@link Takeover#mutex}.
 */
final class DeadWatch {

    private static final long LONGEST_GAP_NANOS = 500_000_000L;

    private final long delayNanos;
    private int owner;
    private long token;
    private long since;
    private long seen;

    DeadWatch(long delayNanos) {
        this.delayNanos = delayNanos;
    }

    /** Whether the hold of a dead owner may be taken over now. */
    boolean permits(int deadOwner, long holdToken, int value, long now) {
        if (value > 0) {
            return true; // somebody posted it: it is free, and nobody else owns it
        }
        if (owner != deadOwner || token != holdToken || now - seen > LONGEST_GAP_NANOS) {
            owner = deadOwner;
            token = holdToken;
            since = now;
        }
        seen = now;
        return now - since >= delayNanos;
    }

    /** How long until the hold that was just seen dead may be taken over; 0 if nothing is watched. */
    long nanosLeft(long now) {
        return owner == 0 || now - seen > LONGEST_GAP_NANOS ? 0 : Math.max(0, delayNanos - (now - since));
    }

    void forget() {
        owner = 0;
    }
}
