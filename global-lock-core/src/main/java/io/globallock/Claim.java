package io.globallock;

import java.time.Duration;
import java.util.Optional;

/**
 * The right to use what a {@link GlobalLock} protects, from the claim until the release. Made for try-with-resources.
 *
 * <p>A claim belongs to the thread that made it and only that thread may release it; a detached claim belongs to nobody and
 * any thread may release it. All methods are thread-safe.
 *
 * <table>
 * <caption>Release, by state</caption>
 * <tr><th>state</th><th>{@link #release()}</th><th>{@link #close()}</th></tr>
 * <tr><td>held, depth n, by its thread</td><td>true; depth n-1, the lock is free at 0</td><td>the same</td></tr>
 * <tr><td>held, by another thread</td><td>{@link NotOwnerException}</td><td>the same</td></tr>
 * <tr><td>binary, recursive claims inside</td><td>{@link ClaimOrderException}</td><td>the same</td></tr>
 * <tr><td>released already</td><td>false; logged at DEBUG</td><td>nothing</td></tr>
 * <tr><td>lost: somebody forced it out</td><td>false, the lock is untouched; logged as a warning</td><td>the same</td></tr>
 * </table>
 */
public interface Claim extends AutoCloseable {

    /** The lock that is claimed. */
    GlobalLock lock();

    /**
     * The fencing token: grows with each owned claim of the semaphore, over all processes. Hand it to a resource that can
     * refuse a smaller token than one it has seen. 0 where the mechanism has none.
     */
    long token();

    /** How many claims the owner holds at this moment, this one included; 0 when released or lost. */
    int depth();

    /** Whether the claim is neither released nor known to be lost. A loss shows only at the release or to a status. */
    boolean isHeld();

    /** Whether somebody forced the lock free while this claim held it. */
    boolean isLost();

    /** The thread that claimed; empty for a detached claim. */
    Optional<Thread> owner();

    /** How long ago it was claimed, by the monotonic clock. */
    Duration held();

    /**
     * Gives the claim back. Whatever it throws but the two exceptions below, do not go on inside: an Error in the middle leaves
     * the release to be done, by calling it again, or within a second by the reaper.
     *
     * @return true if this call released it; false if it was released or lost before: then nothing has changed
     * @throws NotOwnerException from another thread than the claimer's, unless detached
     * @throws ClaimOrderException if it is a binary claim with recursive ones inside
     */
    boolean release();

    /**
     * Ends the claim and leaves the lock locked, as a hold that no process owns: what a {@code get} on the command line leaves
     * behind. Nobody takes it over; a forced release or another program's post ends it.
     *
     * @return true if the lock was left locked; false if the claim was released or lost before, or if the lock's file has lost its
     *     name, where nobody would find it locked: then it is released
     * @throws NotOwnerException from another thread than the claimer's, unless detached
     * @throws ClaimOrderException if recursive claims are held inside
     * @throws UnsupportedOperationException for mechanisms without a lock outside this JVM
     */
    boolean leaveLocked();

    /** Like {@link #release()}, without the answer. */
    @Override
    void close();
}
