package io.globallock.spring.actuate;

import io.globallock.GlobalLockException;
import io.globallock.Holder;
import io.globallock.LockStatus;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.KeyedLocks;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether every lock can work. A held lock is up, however long it is held; a lock that is broken, closed, or has a problem
 * that an operator should know is down.
 */
public final class GlobalLocksHealthIndicator extends AbstractHealthIndicator {

    private final KeyedLocks locks;
    private final boolean downWhenHeldTooLong;

    /**
     * The health of some locks.
     *
     * @param downWhenHeldTooLong whether a hold beyond max-hold is down as well
     */
    public GlobalLocksHealthIndicator(KeyedLocks locks, boolean downWhenHeldTooLong) {
        super("A lock could not be read");
        this.downWhenHeldTooLong = downWhenHeldTooLong;
        this.locks = locks;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        for (KeyedLock keyed : locks.all()) {
            LockHealth health = look(keyed);
            if (health.problem() != null || (downWhenHeldTooLong && health.heldTooLongMillis() != null)) {
                builder.down();
            }
            builder.withDetail(keyed.key(), health);
        }
    }

    private static LockHealth look(KeyedLock keyed) {
        try {
            LockStatus status = keyed.lock().status();
            if (status == null) {
                return new LockHealth("unknown", null, null); // a mock
            }
            Optional<Duration> held = status.holder().flatMap(Holder::held);
            Optional<Duration> tooLong =
                    keyed.settings().maxHold().flatMap(max -> held.filter(h -> h.compareTo(max) > 0));
            return new LockHealth(
                    GlobalLockDescriptor.word(status.state()),
                    status.problem().orElse(null),
                    tooLong.map(Duration::toMillis).orElse(null));
        } catch (GlobalLockException e) {
            return new LockHealth("unknown", e.getMessage(), null);
        }
    }

    /**
     * The detail of one lock.
     *
     * @param state as the endpoint shows it, or unknown
     * @param problem why it cannot be trusted; absent: all is well
     * @param heldTooLongMillis how long the present hold lasts, if that is longer than max-hold
     */
    public record LockHealth(String state, @Nullable String problem, @Nullable Long heldTooLongMillis) {}
}
