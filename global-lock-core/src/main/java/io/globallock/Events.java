package io.globallock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells a lock's listeners and the log what happened. The logger {@code io.globallock} has one line for each transaction at
 * DEBUG, as global_lock.py has with {@code debug=True}.
 */
final class Events {

    private static final Logger LOG = System.getLogger("io.globallock");

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

    void waiting() {
        tell(listener -> listener.waiting(lock));
    }

    void claimed(HeldClaim claim, long waitedNanos) {
        Duration waited = Duration.ofNanos(waitedNanos);
        if (isDebug()) {
            debug("claim", "claimed, token " + claim.token(), waited);
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
        if (isDebug()) {
            debug("release", "released after " + show(held), Duration.ZERO);
        }
        tell(listener -> listener.released(lock, claim, held));
    }

    void takenOver(Optional<Holder> deadHolder) {
        recovered("taken over from a dead holder, ", deadHolder);
    }

    void freed(Optional<Holder> deadHolder) {
        recovered("freed for the next claim after the death of its holder, ", deadHolder);
    }

    private void recovered(String how, Optional<Holder> deadHolder) {
        LOG.log(
                Level.WARNING,
                () -> "Lock " + lock.name() + ": " + how
                        + deadHolder.map(HolderText::describe).orElse("details unknown"));
        tell(listener -> listener.takenOver(lock, deadHolder));
    }

    void lost(HeldClaim claim) {
        LOG.log(
                Level.WARNING,
                () -> "Lock " + lock.name() + ": the claim with token " + claim.token()
                        + " was forced out; its release posts nothing");
        tell(listener -> listener.lost(lock, claim));
    }

    void forced(String reason, Optional<Holder> forcedOut) {
        LOG.log(
                Level.WARNING,
                () -> "Lock " + lock.name() + ": force-released (" + reason + "), was held by "
                        + forcedOut.map(HolderText::describe).orElse("an unknown process"));
        tell(listener -> listener.forced(lock, reason, forcedOut));
    }

    void threadEnded(HeldClaim claim) {
        Thread thread = claim.thread();
        LOG.log(
                Level.WARNING,
                () -> "Lock " + lock.name() + ": thread " + (thread == null ? "?" : thread.getName())
                        + " ended without releasing it; it stays claimed until a forced release or the end of this JVM");
        tell(listener -> listener.threadEnded(lock, claim));
    }

    void problem(String what) {
        LOG.log(Level.WARNING, () -> "Lock " + lock.name() + ": " + what);
        tell(listener -> listener.problem(lock, what));
    }

    void extraneousRelease(HeldClaim claim) {
        Level level = claim.isLost() ? Level.WARNING : Level.DEBUG;
        LOG.log(
                level,
                () -> "Lock " + lock.name() + ": extraneous release ignored, the claim with token " + claim.token()
                        + (claim.isLost() ? " was forced out before" : " had been released"));
    }

    private static boolean isDebug() {
        return LOG.isLoggable(Level.DEBUG);
    }

    private void debug(String call, String outcome, Duration waited) {
        LOG.log(
                Level.DEBUG,
                "lock={0} call={1} outcome=\"{2}\" {3} waited={4}",
                lock.name(),
                call,
                outcome,
                lock.entrance().isClosed() ? "closed" : HolderText.state(lock.status()),
                show(waited));
    }

    /** Milliseconds with three decimals. */
    private static String show(Duration duration) {
        return "%.3fms".formatted(duration.toNanos() / 1e6);
    }

    private void tell(Consumer<LockListener> event) {
        for (LockListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                // The lock's state is settled: a listener's trouble is its own, and is told once.
                if (faulty.put(listener, true) == null) {
                    LOG.log(
                            Level.ERROR,
                            "Lock " + lock.name() + ": a listener failed; further failures are not logged",
                            e);
                }
            }
        }
    }
}
