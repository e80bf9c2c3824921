package io.globallock.spring.event;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.Holder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something happened to a lock that should not happen often. An {@code @EventListener} may take one kind or all. It runs on
 * the thread that caused the event: be quick.
 */
public sealed interface LockEvent {

    /** What the application calls the lock; the semaphore's name if the lock is not configured. */
    String key();

    /** The lock. */
    GlobalLock lock();

    /**
     * This JVM took the lock from a dead holder: by a claim, or its reaper, which frees it for whoever comes next. What the lock
     * protects may be half done.
     *
     * @param deadHolder what is known of it
     */
    record TakenOver(String key, GlobalLock lock, Optional<Holder> deadHolder) implements LockEvent {}

    /**
     * A claim of this JVM was forced out: by this JVM just now, or by another process, as its release has found. Others may have
     * held the lock meanwhile.
     *
     * @param claim the lost one
     */
    record Lost(String key, GlobalLock lock, Claim claim) implements LockEvent {}

    /**
     * This JVM force-released the lock.
     *
     * @param reason as it was given
     * @param forcedOut who held it
     */
    record Forced(String key, GlobalLock lock, String reason, Optional<Holder> forcedOut) implements LockEvent {}

    /**
     * A hold, of any process that is known, lasts longer than {@code max-hold}. Reported once for each hold; nothing is
     * released.
     *
     * @param held how long so far
     * @param maxHold how long it may
     * @param holder who holds it
     * @param stack what the holding thread does, if it is a thread of this JVM; else empty
     */
    record HeldTooLong(
            String key,
            GlobalLock lock,
            Duration held,
            Duration maxHold,
            Optional<Holder> holder,
            List<StackTraceElement> stack)
            implements LockEvent {

        public HeldTooLong {
            stack = List.copyOf(stack);
        }
    }

    /**
     * A thread of this JVM ended while it held the lock, which stays claimed until a forced release.
     *
     * @param claim the one that nobody can release any more
     */
    record ThreadEnded(String key, GlobalLock lock, Claim claim) implements LockEvent {}

    /**
     * Something is wrong with the lock's file or descriptor.
     *
     * @param problem what an operator should know
     */
    record Problem(String key, GlobalLock lock, String problem) implements LockEvent {}
}
