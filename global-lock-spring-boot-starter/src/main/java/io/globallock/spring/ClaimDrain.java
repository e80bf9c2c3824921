package io.globallock.spring;

import io.globallock.GlobalLock;
import io.globallock.GlobalLockException;
import io.globallock.Holder;
import io.globallock.LockStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Waits, when an application closes, until its threads have released their claims and nobody waits for one: after servers and
 * executors stopped taking work, and before any bean is destroyed. Then it ends all waits, so that nothing begins under a lock
 * that uses a destroyed bean. It releases nothing itself. What is still claimed when the time is up is reported, and those locks
 * stay open. Where lifecycle beans are only stopped, or paused, nothing happens.
 */
public final class ClaimDrain implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

    private static final Log LOG = LogFactory.getLog(ClaimDrain.class);
    private static final long POLL_MILLIS = 10;

    private final Supplier<Collection<GlobalLock>> locks;
    private final KeyedClaims claims;
    private final ApplicationContext application;
    private final Duration patience;
    private volatile boolean running;
    private volatile boolean closing;

    /**
     * The drain of an application.
     *
     * @param locks whose holds it waits for
     * @param patience for how long closing waits, zero or more
     */
    public ClaimDrain(
            Supplier<Collection<GlobalLock>> locks,
            KeyedClaims claims,
            ApplicationContext application,
            Duration patience) {
        this.locks = locks;
        this.claims = claims;
        this.application = application;
        this.patience = patience;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Comes before the lifecycle beans stop, and tells a close from a mere stop. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == application) {
            closing = true; // not where a child context closes
        }
    }

    @Override
    public void stop() {
        running = false;
        if (closing) {
            long start = System.nanoTime();
            await(start, () -> claims.waiters() > 0 || !claimed().isEmpty());
            claims.close();
            await(start, () -> !claimed().isEmpty()); // what slipped in
            claimed().forEach(this::report);
        }
    }

    private void await(long start, BooleanSupplier busy) {
        try {
            while (busy.getAsBoolean() && System.nanoTime() - start < patience.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<LockStatus> claimed() {
        return locks.get().stream()
                .flatMap(lock -> status(lock).stream())
                .filter(status -> status.depth() > 0)
                .toList();
    }

    private static Optional<LockStatus> status(GlobalLock lock) {
        try {
            return Optional.ofNullable(lock.status());
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

    /** Test contexts are paused between test classes: a hold that lasts is none of a pause's business. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    /** Late: everything that has a phase of its own stops before. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }
}
