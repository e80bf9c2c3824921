package io.globallock;

import io.globallock.posix.HolderRecord;
import io.globallock.posix.ProcessStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a holder's monotonic clock is ours. In another time namespace (time_namespaces(7)) it runs with an offset, and a time
 * since the claim means nothing.
 */
final class HolderClock {

    /** How far two clocks may differ that should agree: a step of the wall clock, or a sleep of the machine. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private HolderClock() {}

    static boolean isOurs(HolderRecord record) {
        long now = System.nanoTime();
        if (now - record.claimedNanos() < 0) {
            return false; // claimed in our future
        }
        Duration byMonotonic = Duration.ofNanos(now - record.claimedNanos());
        Duration byWall = Duration.between(Instant.ofEpochSecond(0, record.claimedWallNanos()), Instant.now());
        return byMonotonic.minus(byWall).abs().compareTo(TOLERANCE) <= 0 || isInOurNamespace(record);
    }

    private static boolean isInOurNamespace(HolderRecord record) {
        try {
            return ProcessStart.of(record.pid()) == record.processStart()
                    && Files.readSymbolicLink(Path.of("/proc", Long.toString(record.pid()), "ns/time"))
                            .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/time")));
        } catch (IOException e) {
            return false; // gone, or not to be looked at: nothing is known
        }
    }
}
