package io.globallock.spring.actuate;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.LockListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the threads of this JVM meet at each lock; works without Micrometer. Thread-safe. */
public final class ContentionRecorder implements LockListener {

    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    /** What was met at a lock so far. */
    Contention contention(GlobalLock lock) {
        return counts(lock).snapshot();
    }

    @Override
    public void waiting(GlobalLock lock) {
        counts(lock).contended.incrementAndGet();
    }

    @Override
    public void claimed(GlobalLock lock, Claim claim, Duration waited) {
        counts(lock).wait.record(waited.toNanos());
    }

    @Override
    public void timedOut(GlobalLock lock, Duration waited) {
        counts(lock).timeouts.incrementAndGet();
    }

    @Override
    public void released(GlobalLock lock, Claim claim, Duration held) {
        counts(lock).hold.record(held.toNanos());
    }

    private Counts counts(GlobalLock lock) {
        Counts known = counts.get(lock.name());
        return known != null ? known : counts.computeIfAbsent(lock.name(), name -> new Counts());
    }

    private static final class Counts {

        private final AtomicLong contended = new AtomicLong();
        private final AtomicLong timeouts = new AtomicLong();
        private final DurationHistogram wait = new DurationHistogram();
        private final DurationHistogram hold = new DurationHistogram();

        Contention snapshot() {
            DurationSummary waits = wait.summary();
            return new Contention(waits.count(), contended.get(), timeouts.get(), waits, hold.summary());
        }
    }
}
