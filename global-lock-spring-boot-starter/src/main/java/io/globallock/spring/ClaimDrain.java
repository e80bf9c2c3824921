package io.globallock.spring;

import io.globallock.GlobalLock;
import io.globallock.GlobalLockException;
import io.globallock.GlobalLocks;
import io.globallock.Holder;
import io.globallock.LockStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Waits, when an application closes, until its threads have released their claims: after servers and executors stopped taking
 * work, and before any bean is destroyed. It releases nothing itself. What is still claimed when the time is up is reported,
 * and those locks stay open.
 */
public final class ClaimDrain implements SmartLifecycle {

    private static final Log LOG = LogFactory.getLog(ClaimDrain.class);
    private static final long POLL_MILLIS = 10;

    private final GlobalLocks locks;
    private final Duration patience;
    private volatile boolean running;

    public ClaimDrain(GlobalLocks locks, Duration patience) {
        this.locks = locks;
        this.patience = patience;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        long start = System.nanoTime();
        try {
            List<LockStatus> claimed = claimed();
            while (!claimed.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                claimed = claimed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        claimed().forEach(this::report);
    }

    private List<LockStatus> claimed() {
        return locks.locks().stream()
                .flatMap(lock -> status(lock).stream())
                .filter(status -> status.depth() > 0)
                .toList();
    }

    private static Optional<LockStatus> status(GlobalLock lock) {
        try {
            return Optional.of(lock.status());
        } catch (GlobalLockException e) {
            return Optional.empty(); // closed by the application itself, or broken: there is nothing to wait for
        }
    }

    private void report(LockStatus status) {
        LOG.warn("Lock " + status.name() + " is still claimed by thread "
                + status.holder().flatMap(Holder::thread).orElse("unknown") + " after waiting "
                + patience.toMillis() + " ms for it (global-lock.shutdown-timeout); it stays open");
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Late: everything that has a phase of its own stops before. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }
}
