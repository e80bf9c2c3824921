package io.globallock.spring.metrics;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.LockListener;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Records events in timers. Locks that are not in the map are not measured. */
final class TimerListener implements LockListener {

    private final Map<String, LockTimers> byName;

    /** The running wait of each thread; a thread waits for one lock at a time. */
    private final Map<Thread, LongTaskTimer.Sample> waits = new ConcurrentHashMap<>();

    TimerListener(Map<String, LockTimers> byName) {
        this.byName = Map.copyOf(byName);
    }

    @Override
    public void waiting(GlobalLock lock) {
        LockTimers timers = byName.get(lock.name());
        if (timers != null) {
            waits.put(Thread.currentThread(), timers.waiting.start());
        }
    }

    @Override
    public void claimed(GlobalLock lock, Claim claim, Duration waited) {
        ended(lock, waited, timers -> timers.acquired);
    }

    @Override
    public void timedOut(GlobalLock lock, Duration waited) {
        ended(lock, waited, timers -> timers.timeout);
    }

    @Override
    public void interrupted(GlobalLock lock, Duration waited) {
        ended(lock, waited, timers -> timers.interrupted);
    }

    @Override
    public void failed(GlobalLock lock, Duration waited, RuntimeException cause) {
        ended(lock, waited, timers -> timers.failed);
    }

    @Override
    public void released(GlobalLock lock, Claim claim, Duration held) {
        LockTimers timers = byName.get(lock.name());
        if (timers != null) {
            timers.hold.record(held.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void ended(GlobalLock lock, Duration waited, Function<LockTimers, Timer> outcome) {
        LockTimers timers = byName.get(lock.name());
        if (timers != null) {
            if (!waited.isZero()) {
                stopWaiting();
            }
            outcome.apply(timers).record(waited.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void stopWaiting() {
        LongTaskTimer.Sample sample = waits.remove(Thread.currentThread());
        if (sample != null) {
            sample.stop();
        }
    }
}
