package io.globallock.spring.event;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLockException;
import io.globallock.LockListener;
import io.globallock.spring.HolderWords;
import io.globallock.spring.KeyedLocks;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Reports holds that last longer than {@code max-hold}: once each, to the log and as an event. It never releases anything:
 * whoever holds the lock still uses what it protects. Has a thread only if a lock has a {@code max-hold}.
 */
public final class MaxHoldWatchdog implements LockListener, SmartLifecycle {

    private static final Log LOG = LogFactory.getLog(MaxHoldWatchdog.class);
    private static final long SHORTEST_PERIOD = 10;
    private static final long LONGEST_PERIOD = 1000;

    private final KeyedLocks locks;
    private final Consumer<LockEvent> application;
    private volatile Map<String, WatchedLock> watched = Map.of();
    private @Nullable ScheduledExecutorService thread;

    public MaxHoldWatchdog(KeyedLocks locks, Consumer<LockEvent> application) {
        this.locks = locks;
        this.application = application;
    }

    /** How many holds of a lock, by the semaphore's name, were too long since the start. */
    public long exceeded(String name) {
        WatchedLock lock = watched.get(name);
        return lock == null ? 0 : lock.exceeded();
    }

    @Override
    public void claimed(GlobalLock lock, Claim claim, Duration waited) {
        WatchedLock known = watched.get(lock.name());
        if (known != null) {
            known.claimed(claim);
        }
    }

    @Override
    public synchronized void start() {
        Map<String, WatchedLock> all = new HashMap<>();
        Map<String, WatchedLock> known = watched; // of before a stop: what was counted and reported stays so
        locks.all().forEach(keyed -> keyed.settings()
                .maxHold()
                .ifPresent(maxHold ->
                        all.put(keyed.name(), known.getOrDefault(keyed.name(), new WatchedLock(keyed, maxHold)))));
        watched = Map.copyOf(all);
        Optional<Duration> shortest = locks.own().stream()
                .flatMap(keyed -> keyed.settings().maxHold().stream())
                .min(Comparator.naturalOrder());
        if (shortest.isPresent() && thread == null) {
            long period = Math.max(
                    SHORTEST_PERIOD, Math.min(LONGEST_PERIOD, shortest.get().toMillis() / 4));
            thread = Executors.newSingleThreadScheduledExecutor(MaxHoldWatchdog::daemon);
            Future<?> unused = thread.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread daemon = new Thread(task, "global-lock-watchdog");
        daemon.setDaemon(true);
        return daemon;
    }

    private void look() {
        for (WatchedLock lock : watched.values()) {
            try {
                lock.look().ifPresent(this::report);
            } catch (GlobalLockException e) {
                LOG.debug("A lock that is closed or broken has no holds to watch", e);
            } catch (RuntimeException e) {
                LOG.warn("The watchdog's round failed; it goes on", e);
            }
        }
    }

    private void report(LockEvent.HeldTooLong event) {
        String who = event.holder().map(HolderWords::describe).orElse("somebody who left meanwhile");
        String stack = event.stack().stream().map(frame -> "\n\tat " + frame).collect(Collectors.joining());
        LOG.warn("Lock " + event.key() + " has been held for " + event.held().toMillis() + " ms by " + who
                + "; longer than max-hold = " + event.maxHold().toMillis() + " ms; it stays claimed" + stack);
        application.accept(event);
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    /** A paused test context still holds its locks. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
