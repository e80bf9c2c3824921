package io.globallock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a lock's listeners and the log what happened; what the reaper finds, by the {@link Teller}. The logger {@code io.globallock} has one line for each transaction at
 * DEBUG, as global_lock.py has with {@code debug=True}. Whatever a listener or the logging throws ends here: the lock goes on.
 */
final class Events {

    private static final Logger LOG = System.getLogger("io.globallock");

    private static final AtomicBoolean LOG_FAILED = new AtomicBoolean();

    /** The locks of which listeners are just being told on this thread. */
    private static final ThreadLocal<@Nullable Telling> TELLING = new ThreadLocal<>();

    private record Telling(GatedLock lock, @Nullable Telling outer) {}

    private final GatedLock lock;
    private final List<LockListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<LockListener, Boolean> faulty = new ConcurrentHashMap<>();

    Events(GatedLock lock) {
        this.lock = lock;
    }

    void add(LockListener listener) {
        listeners.add(listener);
    }

    void remove(LockListener listener) {
        listeners.remove(listener);
        faulty.remove(listener);
    }

    /** Whether anybody wants to know; if not, callers save the clock. */
    boolean wanted() {
        return !listeners.isEmpty() || isDebug();
    }

    /**
     * Whether this thread runs a listener of this lock, or tells what the reaper has found: if it waited for the lock now, it might
     * wait for itself, or keep all others from being told.
     */
    boolean mustNotWait() {
        for (Telling telling = TELLING.get(); telling != null; telling = telling.outer()) {
            if (telling.lock() == lock) {
                return true;
            }
        }
        return Teller.isCurrentThread() || Reaper.isCurrentThread();
    }

    void waiting() {
        tell(listener -> listener.waiting(lock));
    }

    void claimed(HeldClaim claim, long waitedNanos) {
        Duration waited = Duration.ofNanos(waitedNanos);
        if (isDebug()) {
            debug("claim", "claimed, token " + claim.token(), waited, () -> heldHere(claim));
        }
        tell(listener -> listener.claimed(lock, claim, waited));
    }

    void timedOut(Duration waited) {
        if (isDebug()) {
            debug("claim", "timed out", waited);
        }
        tell(listener -> listener.timedOut(lock, waited));
    }

    void interrupted(Duration waited) {
        if (isDebug()) {
            debug("claim", "interrupted", waited);
        }
        tell(listener -> listener.interrupted(lock, waited));
    }

    void failed(Duration waited, RuntimeException cause) {
        if (isDebug()) {
            debug("claim", "failed: " + cause.getMessage(), waited);
        }
        tell(listener -> listener.failed(lock, waited, cause));
    }

    void released(HeldClaim claim, Duration held) {
        Teller.tell(() -> {
            if (isDebug()) {
                debug("release", "released after " + show(held), Duration.ZERO);
            }
            tell(listener -> listener.released(lock, claim, held));
        });
    }

    void takenOver(Optional<Holder> deadHolder) {
        recovered("taken over from a dead holder, ", deadHolder);
    }

    /** @param told is done when everybody knows */
    void freed(Optional<Holder> deadHolder, Runnable told) {
        Teller.tell(() -> {
            recovered("freed for the next claim after the death of its holder, ", deadHolder);
            told.run();
        });
    }

    private void recovered(String how, Optional<Holder> deadHolder) {
        log(Level.WARNING, () -> how + deadHolder.map(HolderText::describe).orElse("details unknown"));
        tell(listener -> listener.takenOver(lock, deadHolder));
    }

    /** @param broken why the lock is broken; null: the claim was forced out */
    void lost(HeldClaim claim, @Nullable String broken) {
        Teller.tell(() -> {
            log(
                    Level.WARNING,
                    () -> "the claim with token " + claim.token()
                            + (broken == null ? " was forced out" : " is lost, since " + broken)
                            + "; its release posts nothing");
            tell(listener -> listener.lost(lock, claim));
        });
    }

    void forced(String reason, Optional<Holder> forcedOut) {
        log(
                Level.WARNING,
                () -> "force-released (" + reason + "), was held by "
                        + forcedOut.map(HolderText::describe).orElse("an unknown process"));
        tell(listener -> listener.forced(lock, reason, forcedOut));
    }

    /** A force that found nothing to free. */
    void notForced(String reason) {
        if (isDebug()) {
            debug("forceRelease", "nothing to free (" + reason + ")", Duration.ZERO);
        }
    }

    /** An answer to {@link GlobalLock#isLocked()}. */
    void asked(LockStatus status) {
        if (isDebug()) {
            debug("isLocked", Boolean.toString(status.locked()), Duration.ZERO, () -> HolderText.state(status));
        }
    }

    void threadEnded(HeldClaim claim) {
        Thread thread = claim.thread();
        Teller.tell(() -> {
            log(
                    Level.WARNING,
                    () -> "thread " + (thread == null ? "?" : thread.getName())
                            + " ended without releasing it; it stays claimed until a forced release or the end of this JVM");
            tell(listener -> listener.threadEnded(lock, claim));
        });
    }

    void problem(String what) {
        Teller.tell(() -> {
            log(Level.WARNING, () -> what);
            tell(listener -> listener.problem(lock, what));
        });
    }

    void extraneousRelease(HeldClaim claim) {
        log(
                claim.isLost() ? Level.WARNING : Level.DEBUG,
                () -> "extraneous release ignored, the claim with token " + claim.token()
                        + (claim.isLost() ? " was forced out before" : " had been released"));
    }

    /** The reaper's round of this lock failed; it goes on with the next. */
    void roundFailed(Throwable failure) {
        Teller.tell(() ->
                log(Level.WARNING, () -> "Lock " + lock.name() + ": the reaper's round failed; it goes on", failure));
    }

    private static boolean isDebug() {
        return LOG.isLoggable(Level.DEBUG);
    }

    /** What is certain without a look at the lock, which the caller holds. */
    private static String heldHere(HeldClaim claim) {
        Thread thread = claim.thread();
        return "value=0 holder=\"pid " + ProcessHandle.current().pid()
                + (thread == null ? ", detached" : ", thread " + thread.getName()) + "\"";
    }

    private void debug(String call, String outcome, Duration waited) {
        debug(call, outcome, waited, this::state);
    }

    private void debug(String call, String outcome, Duration waited, Supplier<String> state) {
        log(
                Level.DEBUG,
                () -> "lock=" + lock.name() + " call=" + call + " outcome=\"" + outcome + "\" " + state.get()
                        + " waited=" + show(waited),
                null);
    }

    /** As the lock is now; not to be asked by a thread that holds it, whom it would delay. */
    private String state() {
        if (lock.entrance().isClosed()) {
            return "closed";
        }
        try {
            return HolderText.state(lock.status(false));
        } catch (GlobalLockException e) {
            return "unknown";
        }
    }

    /** Milliseconds with three decimals. */
    private static String show(Duration duration) {
        return "%.3fms".formatted(duration.toNanos() / 1e6);
    }

    private void log(Level level, Supplier<String> text) {
        log(level, () -> "Lock " + lock.name() + ": " + text.get(), null);
    }

    private static void log(Level level, Supplier<String> text, @Nullable Throwable cause) {
        try {
            if (LOG.isLoggable(level)) {
                LOG.log(level, Printable.of(text.get()), cause);
            }
        } catch (Throwable e) {
            logFailed(e);
        }
    }

    /** The lock's user must not suffer, and the log cannot tell: once for each JVM, on standard error. */
    private static void logFailed(Throwable failure) {
        try {
            if (LOG_FAILED.compareAndSet(false, true)) {
                System.err.println("io.globallock: the log failed, further failures are not shown: " + failure);
            }
        } catch (Throwable e) {
            // No stack or no memory for that either, and nobody left to tell.
        }
    }

    private void tell(Consumer<LockListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        Telling outer = TELLING.get();
        TELLING.set(new Telling(lock, outer));
        try {
            for (LockListener listener : listeners) {
                tell(listener, event);
            }
        } finally {
            if (outer == null) {
                TELLING.remove(); // pooled threads outlive applications
            } else {
                TELLING.set(outer);
            }
        }
    }

    private void tell(LockListener listener, Consumer<LockListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable e) {
            // The lock's state is settled: a listener's trouble is its own, and is told once.
            if (faulty.put(listener, true) == null) {
                log(
                        Level.ERROR,
                        () -> "Lock " + lock.name() + ": a listener failed; further failures are not logged",
                        e);
            }
        }
    }
}
