package io.globallock.spring;

import io.globallock.ClaimInterruptedException;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.GlobalLockException;
import io.globallock.Holder;
import io.globallock.LockClosedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A place in the queue for some locks. Thread-safe. */
public final class QueuedClaim {

    /** In the queue; a claim that timed out after less says itself how long it waited. */
    private static final Duration SHORT = Duration.ofMillis(10);

    private enum State {
        WAITING,
        CLAIMING,
        ENDED
    }

    private final KeyedClaims claims;
    private final KeyedLock[] locks;
    private final Duration timeout;
    private final ClaimQueue.Client client;
    private final QueueLine line;
    private final long start = System.nanoTime();

    private State state = State.WAITING;
    private boolean closed;
    private @Nullable Thread claimer;
    private @Nullable HeldLocks held;
    private @Nullable Throwable failure;
    private @Nullable ScheduledFuture<?> alarm;

    QueuedClaim(KeyedClaims claims, KeyedLock[] locks, Duration timeout, ClaimQueue.Client client, QueueLine line) {
        this.claims = claims;
        this.locks = locks;
        this.timeout = timeout;
        this.client = client;
        this.line = line;
    }

    /** Ends the wait when the time is up in the queue; at the head of the line the claim itself ends it. */
    synchronized void watch(ScheduledExecutorService clock) {
        if (state == State.WAITING) {
            alarm = clock.schedule(this::late, left().toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private Duration left() {
        Duration left = timeout.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Leaves the queue; nobody is told. Does nothing when the locks were granted or refused before. */
    public void cancel() {
        synchronized (this) {
            if (claimer != null) {
                claimer.interrupt();
            }
            end();
        }
        line.remove(this);
    }

    private void late() {
        if (!line.isNext(this)) {
            refuse(timedOut());
        }
    }

    /** The queue closes. */
    void close() {
        synchronized (this) {
            closed = true;
            if (claimer != null) {
                claimer.interrupt();
            }
        }
        refuse(lockClosed());
    }

    /** Unless the claim is being made: then that has an end of its own. */
    private void refuse(Throwable why) {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            end();
        }
        line.remove(this);
        client.refused(why);
    }

    private void end() {
        state = State.ENDED;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** On a thread of the queue: waits for the locks. */
    void claim() {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            end();
            state = State.CLAIMING;
            claimer = Thread.currentThread();
        }
        Duration left = left();
        try {
            held = claims.claimDetached(locks, left);
        } catch (ClaimTimeoutException e) {
            failure = timeout.minus(left).compareTo(SHORT) < 0 ? e : timedOut();
        } catch (Throwable e) {
            failure = e;
        }
        synchronized (this) {
            claimer = null;
            // Only cancel() and close() interrupt this thread, and meant the wait, which is over.
            boolean interrupted = Thread.interrupted();
            if (interrupted && closed && failure instanceof ClaimInterruptedException) {
                failure = lockClosed();
            }
        }
    }

    /** Tells the client on this thread, unless it has gone. */
    void deliver() {
        HeldLocks made = held;
        boolean gone;
        synchronized (this) {
            gone = state != State.CLAIMING;
            state = State.ENDED;
        }
        if (made != null && !gone) {
            client.granted(made);
        } else if (made != null) {
            made.close();
        } else if (failure != null && !gone) {
            client.refused(failure);
        }
    }

    private LockClosedException lockClosed() {
        String name = locks[0].name();
        return new LockClosedException(name, "Lock " + name + " is not claimed any more: the application is closing.");
    }

    private ClaimTimeoutException timedOut() {
        GlobalLock lock = locks[0].lock();
        for (KeyedLock each : locks) {
            lock = isHeld(each.lock()) ? each.lock() : lock;
        }
        Optional<Holder> holder = holder(lock);
        String waited = "Lock %s was not free within %.3f s: ".formatted(lock.name(), timeout.toMillis() / 1e3);
        String who = holder.map(known -> "held by " + HolderWords.describe(known))
                .orElse("it was passed between others all the time");
        return new ClaimTimeoutException(
                lock.name(), timeout, holder, waited + who + ". " + line.size() + " more subscribers wait here.");
    }

    private static boolean isHeld(GlobalLock lock) {
        return holder(lock).isPresent();
    }

    private static Optional<Holder> holder(GlobalLock lock) {
        try {
            return lock.holder();
        } catch (GlobalLockException e) {
            return Optional.empty(); // closed meanwhile, or broken
        }
    }
}
