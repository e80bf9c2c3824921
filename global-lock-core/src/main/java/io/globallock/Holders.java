package io.globallock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes {@link Holder}s of what the mechanisms know. */
final class Holders {

    private Holders() {}

    /** This JVM as a holder. */
    static Holder ofThisJvm(HeldClaim claim, Optional<String> label) {
        Duration held = claim.held();
        return new Holder(
                OptionalLong.of(ProcessHandle.current().pid()),
                Optional.ofNullable(claim.thread()).map(Thread::getName),
                label,
                OptionalInt.empty(),
                Optional.of(Instant.now().minus(held)),
                Optional.of(held),
                Optional.of(true),
                Optional.of(true));
    }
}
