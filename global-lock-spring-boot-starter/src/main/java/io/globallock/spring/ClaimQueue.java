package io.globallock.spring;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Claims for those who have no thread to wait with. They queue, first come first served for each lock, and cost no thread there:
 * only the first of a lock's line has one, which waits for the lock as every other thread of this JVM does, and then runs what
 * was to be done under it. So there are as many threads as locks that are waited for, and as tasks that run. They are this
 * queue's own, daemons that end when idle, so that no waiter stands in the way of a shared pool's work. Thread-safe.
 */
public final class ClaimQueue {

    private static final long IDLE_SECONDS = 5;

    private final KeyedClaims claims;
    private final Map<String, QueueLine> lines = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor clock;
    private volatile boolean closed;

    ClaimQueue(KeyedClaims claims) {
        this.claims = claims;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, "global-lock-subscriber-" + count.incrementAndGet()));
        this.clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "global-lock-timeouts"));
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread daemon = new Thread(task, name);
        daemon.setDaemon(true);
        return daemon;
    }

    /**
     * Queues for some locks.
     *
     * @param locks as {@link KeyedClaims#resolve} gives them
     * @param timeout for all of them together, the time in the queue included; null: the shortest of their own
     * @param client who is told, once, unless the claim is cancelled before; perhaps before this method returns
     */
    public QueuedClaim enter(KeyedLock[] locks, @Nullable Duration timeout, Client client) {
        QueueLine line = lines.computeIfAbsent(locks[0].name(), name -> new QueueLine(threads));
        QueuedClaim claim = new QueuedClaim(claims, locks, claims.timeout(locks, timeout), client, line);
        if (closed || !line.add(claim)) {
            claim.close();
        } else {
            claim.watch(clock);
        }
        return claim;
    }

    /** How many wait. */
    public int size() {
        return lines.values().stream().mapToInt(QueueLine::size).sum();
    }

    /** Refuses all who wait, and whoever comes from now on. What runs under a lock goes on. */
    void close() {
        closed = true;
        lines.values().forEach(QueueLine::close);
        clock.shutdownNow();
        threads.shutdown();
    }

    /** Who waits for a claim. */
    public interface Client {

        /** The locks are claimed; whoever is told releases them, on any thread. The calling thread may be used for long. */
        void granted(HeldLocks held);

        /** The locks are not claimed. Be quick: the calling thread serves others too. */
        void refused(Throwable why);
    }
}
