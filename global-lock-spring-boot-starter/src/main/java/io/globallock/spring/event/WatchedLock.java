package io.globallock.spring.event;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.Holder;
import io.globallock.spring.KeyedLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A lock whose holds are timed. Claims come from any thread, looks from one only. */
final class WatchedLock {

    private static final Object UNKNOWN = new Object();
    private static final long OWN_PID = ProcessHandle.current().pid();

    private final String key;
    private final GlobalLock lock;
    private final Duration maxHold;
    private final AtomicLong exceeded = new AtomicLong();
    private volatile @Nullable Claim latest;

    /** Which hold was reported: its claim, or when another process claimed; {@link #UNKNOWN} where neither is known. */
    private @Nullable Object reported;

    /** How old it was; a younger one is another hold. */
    private Duration reportedAge = Duration.ZERO;

    WatchedLock(KeyedLock keyed, Duration maxHold) {
        this.key = keyed.key();
        this.lock = keyed.lock();
        this.maxHold = maxHold;
    }

    void claimed(Claim claim) {
        latest = claim;
    }

    long exceeded() {
        return exceeded.get();
    }

    /** Whether the present hold is too long, and has not been reported. */
    Optional<LockEvent.HeldTooLong> look() {
        Optional<Claim> own = Optional.ofNullable(latest).filter(Claim::isHeld);
        if (own.isPresent() && own.get().held().compareTo(maxHold) <= 0) {
            reported = null; // without asking the lock, which costs more
            return Optional.empty();
        }
        Optional<Holder> holder = lock.holder();
        Duration held =
                own.map(Claim::held).or(() -> holder.flatMap(Holder::held)).orElse(Duration.ZERO);
        if (held.compareTo(maxHold) <= 0) {
            reported = null;
            return Optional.empty();
        }
        Object hold = own.<Object>map(claim -> claim)
                .or(() -> holder.flatMap(WatchedLock::recordedStart))
                .orElse(UNKNOWN);
        boolean known = (reported == UNKNOWN || hold.equals(reported)) && held.compareTo(reportedAge) >= 0;
        reported = hold;
        reportedAge = held;
        if (known) {
            return Optional.empty();
        }
        exceeded.incrementAndGet();
        List<StackTraceElement> stack = own.map(WatchedLock::stack).orElse(List.of());
        return Optional.of(new LockEvent.HeldTooLong(key, lock, held, maxHold, holder, stack));
    }

    /** As another process wrote it down: elsewhere it is computed from the age, and never twice the same. */
    private static Optional<Instant> recordedStart(Holder holder) {
        boolean elsewhere = holder.pid().isPresent() && holder.pid().getAsLong() != OWN_PID;
        return elsewhere ? holder.since() : Optional.empty();
    }

    private static List<StackTraceElement> stack(Claim claim) {
        return claim.owner().map(Thread::getStackTrace).map(List::of).orElse(List.of());
    }
}
