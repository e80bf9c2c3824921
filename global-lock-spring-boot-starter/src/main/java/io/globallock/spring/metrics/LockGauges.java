package io.globallock.spring.metrics;

import io.globallock.GlobalLock;
import io.globallock.GlobalLockException;
import io.globallock.Holder;
import io.globallock.LockCounters;
import io.globallock.LockStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What is read from a lock when a registry asks; a lock that cannot answer yields NaN. */
final class LockGauges {

    private LockGauges() {}

    static void register(MeterRegistry registry, String key, GlobalLock lock) {
        Gauge.builder("globallock.claimed", lock, read(status -> status.locked() ? 1 : 0))
                .description("1 if anybody holds the lock, else 0")
                .tag("lock", key)
                .register(registry);
        Gauge.builder("globallock.waiters", lock, read(LockStatus::waiters))
                .description("Waiting processes plus waiting threads of this JVM")
                .tag("lock", key)
                .register(registry);
        TimeGauge.builder("globallock.hold.active", lock, TimeUnit.NANOSECONDS, read(LockGauges::heldNanos))
                .description("How long the present hold lasts, of any process that is known")
                .tag("lock", key)
                .register(registry);
        if (status(lock).flatMap(LockStatus::counters).isPresent()) {
            counter(registry, key, lock, "takeovers", "Holds of dead processes taken over", LockCounters::takeovers);
            counter(registry, key, lock, "absorbed", "Posts too many that were removed", LockCounters::absorbed);
            counter(registry, key, lock, "forced", "Forced releases", LockCounters::forced);
            counter(registry, key, lock, "lost", "Claims that had been forced out", LockCounters::lost);
        }
    }

    private static void counter(
            MeterRegistry registry,
            String key,
            GlobalLock lock,
            String name,
            String description,
            ToLongFunction<LockCounters> count) {
        ToDoubleFunction<LockStatus> read = status ->
                status.counters().map(all -> (double) count.applyAsLong(all)).orElse(Double.NaN);
        FunctionCounter.builder("globallock." + name, lock, read(read))
                .description(description + ", machine-wide")
                .tag("lock", key)
                .register(registry);
    }

    private static double heldNanos(LockStatus status) {
        return status.holder().flatMap(Holder::held).map(Duration::toNanos).orElse(0L);
    }

    private static ToDoubleFunction<GlobalLock> read(ToDoubleFunction<LockStatus> fact) {
        return lock -> {
            try {
                return status(lock).map(fact::applyAsDouble).orElse(Double.NaN);
            } catch (GlobalLockException e) {
                return Double.NaN;
            }
        };
    }

    /** A mock has none. */
    private static Optional<LockStatus> status(GlobalLock lock) {
        return Optional.ofNullable(lock.status());
    }
}
