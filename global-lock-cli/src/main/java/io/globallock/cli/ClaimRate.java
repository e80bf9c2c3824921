package io.globallock.cli;

import io.globallock.LockStatus;
import java.util.Optional;

/** Claims per second of one lock between two looks, from the counter in its file. */
final class ClaimRate {

    /** Not known: the first look, or a file without counters. */
    static final double UNKNOWN = -1;

    private static final double NANOS_PER_SECOND = 1e9;

    private long claims = -1;
    private long at;

    /** @param now {@link System#nanoTime()} */
    double next(Optional<LockStatus> seen, long now) {
        long count = seen.flatMap(LockStatus::counters)
                .map(counters -> counters.claims())
                .orElse(-1L);
        boolean known = claims >= 0 && count >= claims && now > at; // a new file starts again at 0
        double rate = known ? (count - claims) * NANOS_PER_SECOND / (now - at) : UNKNOWN;
        claims = count;
        at = now;
        return rate;
    }
}
