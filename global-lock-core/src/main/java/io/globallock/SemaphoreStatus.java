package io.globallock;

import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a {@link LockStatus} out of a semaphore's file. */
final class SemaphoreStatus {

    private static final int COUNTERS = 5;

    private SemaphoreStatus() {}

    /**
     * @param alive whether the owner's process is, if there is an owner
     * @param held this JVM's claim, if it is the owner
     * @param foreignSince since when, on {@link System#nanoTime()}, every look saw the foreign hold; 0: this is the first look
     */
    static LockStatus of(
            SemaphoreName name,
            SemaphoreSnapshot seen,
            Optional<Boolean> alive,
            @Nullable HeldClaim held,
            int queued,
            Optional<String> lockInfo,
            long foreignSince,
            Optional<String> problem,
            boolean users) {
        LockState state = state(seen, alive);
        LockUsers look = users && state == LockState.FOREIGN ? LockUsers.look() : null;
        return new LockStatus(
                name.text(),
                Mechanism.OWNED,
                state,
                OptionalLong.of(seen.value()),
                seen.waiters() + queued,
                queued,
                held == null ? 0 : held.depth(),
                holder(seen, state, alive, held, foreignSince),
                OptionalLong.of(seen.token()),
                counters(seen),
                lockInfo,
                look == null ? List.of() : look.of(name),
                look == null ? Optional.empty() : look.unseen(),
                problem);
    }

    static LockState state(SemaphoreSnapshot seen, Optional<Boolean> alive) {
        if (seen.isRetired()) {
            return LockState.RETIRED;
        }
        if (seen.isCorrupt()) {
            return LockState.CORRUPT;
        }
        if (seen.isOwned()) {
            return alive.orElse(true) ? LockState.OWNED : LockState.DEAD_OWNER;
        }
        return switch (seen.value()) {
            case 0 -> LockState.FOREIGN;
            case 1 -> LockState.FREE;
            default -> LockState.OVERPOSTED;
        };
    }

    private static Optional<Holder> holder(
            SemaphoreSnapshot seen,
            LockState state,
            Optional<Boolean> alive,
            @Nullable HeldClaim held,
            long foreignSince) {
        if (state == LockState.FOREIGN && seen.holder().isPresent()) {
            return Optional.of(Holders.whoLeft(seen.holder().get()));
        }
        if (state == LockState.FOREIGN) {
            Duration seenFor = Duration.ofNanos(foreignSince == 0 ? 0 : System.nanoTime() - foreignSince);
            return Optional.of(Holders.unknown(OptionalInt.empty(), Optional.of(seenFor), Optional.empty()));
        }
        if (!seen.isOwned()) {
            return Optional.empty();
        }
        Optional<Holder> recorded = seen.holder().map(record -> Holders.of(record, alive));
        if (held != null) {
            Optional<String> label = recorded.flatMap(Holder::label);
            return Optional.of(Holders.ofThisJvm(held, label, OptionalInt.of(seen.owner())));
        }
        return Optional.of(
                recorded.orElseGet(() -> Holders.unknown(OptionalInt.of(seen.owner()), Optional.empty(), alive)));
    }

    private static Optional<LockCounters> counters(SemaphoreSnapshot seen) {
        List<Long> counters = seen.counters();
        return counters.size() < COUNTERS
                ? Optional.empty()
                : Optional.of(new LockCounters(
                        counters.get(0), counters.get(1), counters.get(2), counters.get(3), counters.get(4)));
    }
}
