package io.globallock;

import io.globallock.posix.HolderRecord;
import io.globallock.posix.ProcessStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes {@link Holder}s of what the mechanisms know. */
final class Holders {

    private Holders() {}

    /** This JVM as a holder. */
    static Holder ofThisJvm(HeldClaim claim, Optional<String> label, OptionalInt slot) {
        Duration held = claim.held();
        return new Holder(
                OptionalLong.of(ProcessHandle.current().pid()),
                Optional.ofNullable(claim.thread()).map(Thread::getName),
                label,
                slot,
                Optional.of(Instant.now().minus(held)),
                Optional.of(held),
                Optional.of(true),
                Optional.of(true));
    }

    /** What a process wrote about itself. */
    static Holder of(HolderRecord record, Optional<Boolean> alive) {
        Duration held = Duration.ofNanos(Math.max(0, System.nanoTime() - record.claimedNanos()));
        // The same pid with the same start is the same process; an owner that lives without one is in another
        // namespace.
        boolean here = record.processStart() != 0 && ProcessStart.of(record.pid()) == record.processStart();
        return new Holder(
                OptionalLong.of(record.pid()),
                Optional.empty(),
                record.label().isEmpty() ? Optional.empty() : Optional.of(record.label()),
                OptionalInt.of(record.slot()),
                Optional.of(Instant.ofEpochSecond(0, record.claimedWallNanos())),
                Optional.of(held),
                alive,
                here || alive.orElse(false) ? Optional.of(here) : Optional.empty());
    }

    /** A holder of whom only the hold is known. */
    static Holder unknown(OptionalInt slot, Optional<Duration> held, Optional<Boolean> alive) {
        return new Holder(
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                slot,
                held.map(duration -> Instant.now().minus(duration)),
                held,
                alive,
                Optional.empty());
    }
}
