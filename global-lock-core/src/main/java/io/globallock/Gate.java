package io.globallock;

import io.globallock.posix.WaitCancellation;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where processes meet: what stands behind a lock's in-JVM permit. Only the thread that has the permit enters and leaves, so
 * there is never more than one of them inside; the rest may be called by any thread at any time. The defaults are those of a
 * gate that does not know who is inside.
 */
interface Gate {

    /** A deadline that never comes. */
    long FOREVER = Long.MAX_VALUE;

    Mechanism mechanism();

    /**
     * Enters if nobody is inside.
     *
     * @param now {@link System#nanoTime()}
     * @param label the claimer's name for other processes
     */
    boolean tryEnter(long now, String label);

    /**
     * Enters as soon as nobody is inside.
     *
     * @param waitNanos how long at most; {@link #FOREVER} for ever
     * @param cancelled asked every 20 ms, or as often as its patience lets; true ends the wait as an interrupt does
     * @return false when the time is up
     * @throws InterruptedException the thread was interrupted, or the wait was cancelled; not inside
     */
    boolean enter(long waitNanos, String label, Cancellation cancelled) throws InterruptedException;

    /** The fencing token of the entry just made; 0 where there are none. */
    default long token() {
        return 0;
    }

    /** The dead holder before the entry just made, if {@link #wasTakeover}. */
    default Optional<Holder> takenOverFrom() {
        return Optional.empty();
    }

    /** Whether the entry just made follows a death that nobody here was told of: it took the lock over, or a reaper had freed it. */
    default boolean wasTakeover() {
        return false;
    }

    /** Leaves. False: this process was forced out before, and nothing has changed. */
    boolean leave();

    /** Goes away without opening it: a hold that nobody owns. False: this process was forced out before. */
    boolean leaveLocked();

    /**
     * Makes the gate free whoever is inside.
     *
     * @param token only if this is the latest token; empty: in any case
     * @return false if nobody was inside, or somebody with another token
     */
    boolean force(OptionalLong token);

    /** Writes down that this JVM forced its own claim out. */
    default void countForced() {}

    /** The value other programs see. */
    OptionalLong value();

    /**
     * A snapshot, completed by what the lock itself knows.
     *
     * @param users whether to look for the users of a foreign hold, which reads all of /proc
     */
    LockStatus status(@Nullable HeldClaim held, int queued, Optional<String> lockInfo, boolean users);

    /** Why nobody may enter any more. */
    default @Nullable String broken() {
        return null;
    }

    /** Mends what can be mended without the permit, and tells what an operator should know; called every 250 ms. */
    default void tick(Events events) {}

    /** Whether this process is inside as far as anybody can tell: a claim may have been forced out by another process. */
    default boolean isInside() {
        return true;
    }

    /** Whether this process is inside although no claim says so: a Throwable struck in the middle of a call. */
    default boolean seemsLeaked() {
        return false;
    }

    /** Whether the gate stands at a file that was unlinked, and entering and leaving it would move it to the new one. */
    default boolean shouldMove() {
        return false;
    }

    /** Leaves after such a leak; the caller has the permit. */
    default void freeLeaked() {}

    /** Gives back what the operating system lent. The caller has the permit and never calls anything again. */
    void close();

    /** Asked by a waiter whether it should go on. */
    @FunctionalInterface
    interface Cancellation extends WaitCancellation {

        /** For a wait that only an interrupt ends. */
        Cancellation NEVER = () -> false;
    }
}
