package io.globallock;

import java.time.Duration;
import java.util.Optional;

/**
 * Sees what happens to locks. Every method does nothing by default.
 *
 * <p>A listener runs on the thread that caused the event, after the lock's state is settled, and while it runs that thread
 * goes no further: be quick. {@link #claimed}, {@link #takenOver} by a claim, and what a holder causes run while that thread holds
 * the lock; all others keep nobody out, but that a claim after a death waits up to 200 ms for the telling of it. What the JVM finds
 * by itself ({@link #threadEnded}, {@link #problem}, a hold that was freed after a death) is told on a thread of its own, one after the
 * other. What a listener throws, an Error too, is logged once for each listener and harms nothing. A listener may use the lock, but
 * must not wait for the one it is told of, nor for any on that thread: such a claim fails with an {@link IllegalStateException} instead
 * of hanging. Implementations must be thread-safe.
 */
public interface LockListener {

    /** A claim found the lock taken and starts to wait; one of claimed, timedOut, interrupted or failed follows. */
    default void waiting(GlobalLock lock) {}

    /** The lock was claimed; recursive claims inside another are not reported. */
    default void claimed(GlobalLock lock, Claim claim, Duration waited) {}

    /** A claim gave up. Tries that did not mean to wait are reported with the duration zero. */
    default void timedOut(GlobalLock lock, Duration waited) {}

    /** A claim was interrupted. */
    default void interrupted(GlobalLock lock, Duration waited) {}

    /** A claim failed for another reason: the lock is closed, broken, or the system refused. */
    default void failed(GlobalLock lock, Duration waited, RuntimeException cause) {}

    /** The outermost claim was released. */
    default void released(GlobalLock lock, Claim claim, Duration held) {}

    /**
     * The lock was taken from a dead holder: by a claim of this JVM, and {@link #claimed} follows, or by its reaper, which frees it
     * for whoever comes next. If another process's reaper freed it, the claim that gets in next is told, in whatever JVM; and
     * never is a JVM told twice.
     */
    default void takenOver(GlobalLock lock, Optional<Holder> deadHolder) {}

    /**
     * A claim was forced out: by this JVM just now, or by another process, as its release has found. Others may have held the
     * lock meanwhile.
     */
    default void lost(GlobalLock lock, Claim claim) {}

    /** This JVM force-released the lock. */
    default void forced(GlobalLock lock, String reason, Optional<Holder> forcedOut) {}

    /** A thread of this JVM ended while it held the claim. The lock stays claimed; only a forced release frees it. */
    default void threadEnded(GlobalLock lock, Claim claim) {}

    /** Something is wrong with the lock's file or descriptor; reported once for each problem. */
    default void problem(GlobalLock lock, String what) {}
}
