package io.globallock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who holds a lock, as far as it is known. A foreign program leaves no trace but the value 0, so most facts are optional.
 *
 * @param pid the process, in the numbers of the holder's own pid namespace
 * @param thread the thread's name, known only where this JVM holds the lock
 * @param label what the holder calls itself, at most 64 bytes of UTF-8
 * @param slot the owner slot in the semaphore's word, 1 to 1000
 * @param since when it claimed, by the wall clock
 * @param held for how long, by the monotonic clock
 * @param alive false: the process is gone and the lock will be taken over; empty: nobody can tell
 * @param samePidNamespace whether {@code pid} means the same process here; empty: nobody can tell
 */
public record Holder(
        OptionalLong pid,
        Optional<String> thread,
        Optional<String> label,
        OptionalInt slot,
        Optional<Instant> since,
        Optional<Duration> held,
        Optional<Boolean> alive,
        Optional<Boolean> samePidNamespace) {}
