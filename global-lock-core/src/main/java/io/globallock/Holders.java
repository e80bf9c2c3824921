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
        boolean sameClock = HolderClock.isOurs(record);
        return new Holder(
                OptionalLong.of(record.pid()),
                Optional.empty(),
                record.label().isEmpty() ? Optional.empty() : Optional.of(record.label()),
                OptionalInt.of(record.slot()),
                Optional.of(Instant.ofEpochSecond(0, record.claimedWallNanos())),
                sameClock
                        ? Optional.of(Duration.ofNanos(Math.max(0, System.nanoTime() - record.claimedNanos())))
                        : Optional.empty(),
                alive,
                samePidNamespace(record, alive.orElse(false), sameClock));
    }

    /** The same pid with the same start is the same process; one that lives without is elsewhere, if all that are here are seen. */
    private static Optional<Boolean> samePidNamespace(HolderRecord record, boolean lives, boolean sameClock) {
        long start = ProcessStart.of(record.pid());
        if (record.processStart() != 0 && start == record.processStart()) {
            return Optional.of(true);
        }
        // Another start is that of another process, unless the starts are counted from another boot time.
        boolean isElsewhere = start == 0 ? !ProcessStart.mayBeHidden() : sameClock;
        return lives && record.processStart() != 0 && isElsewhere ? Optional.of(false) : Optional.empty();
    }

    /** Of a hold that was left without an owner: what its claimer called itself, and when it claimed. */
    static Holder whoLeft(HolderRecord record) {
        Holder claimer = of(record, Optional.empty());
        return new Holder(
                OptionalLong.empty(),
                Optional.empty(),
                claimer.label(),
                OptionalInt.empty(),
                claimer.since(),
                claimer.held(),
                Optional.empty(),
                Optional.empty());
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
