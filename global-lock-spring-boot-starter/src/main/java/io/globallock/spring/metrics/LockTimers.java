package io.globallock.spring.metrics;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The timers of one lock, made once so that an event costs no lookup. */
final class LockTimers {

    final Timer acquired;
    final Timer timeout;
    final Timer interrupted;
    final Timer failed;
    final Timer hold;
    final LongTaskTimer waiting;

    LockTimers(MeterRegistry registry, String key) {
        this.acquired = claim(registry, key, "acquired");
        this.timeout = claim(registry, key, "timeout");
        this.interrupted = claim(registry, key, "interrupted");
        this.failed = claim(registry, key, "failed");
        this.hold = Timer.builder("globallock.hold")
                .description("How long this JVM held the lock")
                .tag("lock", key)
                .register(registry);
        this.waiting = LongTaskTimer.builder("globallock.claim.active")
                .description("Claims of this JVM that wait now")
                .tag("lock", key)
                .register(registry);
    }

    private static Timer claim(MeterRegistry registry, String key, String outcome) {
        return Timer.builder("globallock.claim")
                .description("How long claims of this JVM took")
                .tag("lock", key)
                .tag("outcome", outcome)
                .register(registry);
    }
}
