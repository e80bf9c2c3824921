package io.globallock.spring.event;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.Holder;
import io.globallock.spring.KeyedLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A lock whose holds are timed. Claims come from any thread, looks from one only. */
final class WatchedLock {

    private final String key;
    private final GlobalLock lock;
    private final Duration maxHold;
    private final AtomicLong exceeded = new AtomicLong();
    private volatile @Nullable Claim latest;

    /** How old the reported hold was; a younger one is another hold. */
    private @Nullable Duration reported;

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
        boolean known = reported != null && held.compareTo(reported) >= 0;
        reported = held;
        if (known) {
            return Optional.empty();
        }
        exceeded.incrementAndGet();
        List<StackTraceElement> stack = own.map(WatchedLock::stack).orElse(List.of());
        return Optional.of(new LockEvent.HeldTooLong(key, lock, held, maxHold, holder, stack));
    }

    private static List<StackTraceElement> stack(Claim claim) {
        return claim.owner().map(Thread::getStackTrace).map(List::of).orElse(List.of());
    }
}
