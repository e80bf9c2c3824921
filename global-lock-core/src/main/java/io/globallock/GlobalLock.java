package io.globallock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;

/**
 * A named lock that excludes all processes of the machine from each other, and all threads of this JVM.
 *
 * <table>
 * <caption>What a call does, by state</caption>
 * <tr><th>call</th><th>free</th><th>held by this thread, depth n</th><th>held by another thread or process</th></tr>
 * <tr><td>{@code claim}</td><td>held, depth 1</td><td>{@link AlreadyClaimedException}</td>
 *     <td>waits; with a timeout {@link ClaimTimeoutException}</td></tr>
 * <tr><td>{@code tryClaim}</td><td>a claim</td><td>{@link AlreadyClaimedException}</td>
 *     <td>empty, at once or after the timeout</td></tr>
 * <tr><td>{@code claimRecursive}, {@code tryClaimRecursive}</td><td>held, depth 1</td><td>depth n+1</td><td>as above</td></tr>
 * <tr><td>{@code claimDetached}, {@code tryClaimDetached}</td><td>held, by no thread</td>
 *     <td>{@link AlreadyClaimedException}</td><td>as above</td></tr>
 * <tr><td>{@code forceRelease}</td><td>false</td><td>free; the claim is lost</td><td>free; the claim is lost</td></tr>
 * <tr><td>{@code status}, {@code value}, {@code isLocked}</td><td>snapshot</td><td>snapshot</td><td>snapshot</td></tr>
 * </table>
 *
 * <ul>
 *   <li><b>Thread-safe?</b> Yes, all of it.
 *   <li><b>Who owns it?</b> Inside the JVM the thread that claimed (a detached claim: nobody); between processes the process.
 *   <li><b>Fair?</b> First come first served between the threads of a JVM, barging between processes.
 *   <li><b>Interruptible?</b> Yes, within 20 ms ({@link ClaimInterruptedException}).
 *   <li><b>The owner dies?</b> {@link Mechanism#OWNED}: the next claim takes the lock over, after the takeover delay. All
 *       others: it stays held until somebody forces it. A thread that ends without release keeps the lock in every mechanism;
 *       listeners are told.
 *   <li><b>Memory?</b> A release happens-before the next claim inside a JVM; between JVMs the same holds for memory that they
 *       share.
 * </ul>
 *
 * <p>Timeouts are measured on the monotonic clock; a step of the wall clock changes nothing. {@link Duration#ZERO} means try,
 * a duration too long for a {@code long} of nanoseconds (292 years) is cut to that. A timed claim that watches a dead holder
 * waits for the end of the takeover delay even if its own time is up before. In a thread that is interrupted already
 * every claim fails but a nested one and {@code tryClaim()} without a timeout.
 */
public interface GlobalLock extends AutoCloseable {

    /** The name without the leading slash. */
    String name();

    /** What the lock is made of. */
    Mechanism mechanism();

    /**
     * Claims the lock, however long it takes.
     *
     * @throws AlreadyClaimedException if this thread holds it
     * @throws ClaimInterruptedException if the thread is interrupted
     * @throws LockClosedException if the lock is closed
     * @throws LockBrokenException if the lock cannot be trusted any more
     */
    Claim claim();

    /**
     * Claims the lock within a time.
     *
     * @param timeout zero or more
     * @throws ClaimTimeoutException if it was not free in time
     * @throws IllegalArgumentException if the timeout is negative
     * @throws AlreadyClaimedException if this thread holds it
     * @throws ClaimInterruptedException if the thread is interrupted
     * @throws LockClosedException if the lock is closed
     * @throws LockBrokenException if the lock cannot be trusted any more
     */
    Claim claim(Duration timeout);

    /** Claims the lock if it is free now; exceptions as {@link #claim()}, but interrupts do not matter. */
    Optional<Claim> tryClaim();

    /** Claims the lock if it becomes free within the time; exceptions as {@link #claim(Duration)}, empty for a timeout. */
    Optional<Claim> tryClaim(Duration timeout);

    /** Like {@link #claim()}, also where this thread holds the lock: then one level deeper, without a wait. */
    Claim claimRecursive();

    /** Like {@link #claim(Duration)}, also where this thread holds the lock: then one level deeper, without a wait. */
    Claim claimRecursive(Duration timeout);

    /** Like {@link #tryClaim()}, also where this thread holds the lock: then one level deeper. */
    Optional<Claim> tryClaimRecursive();

    /** Like {@link #tryClaim(Duration)}, also where this thread holds the lock: then one level deeper, without a wait. */
    Optional<Claim> tryClaimRecursive(Duration timeout);

    /** Like {@link #claim()}, with a claim that no thread owns: whoever has the handle releases it. */
    Claim claimDetached();

    /** Like {@link #claim(Duration)}, with a claim that no thread owns: whoever has the handle releases it. */
    Claim claimDetached(Duration timeout);

    /** Like {@link #tryClaim()}, with a claim that no thread owns: whoever has the handle releases it. */
    Optional<Claim> tryClaimDetached();

    /** Like {@link #tryClaim(Duration)}, with a claim that no thread owns: whoever has the handle releases it. */
    Optional<Claim> tryClaimDetached(Duration timeout);

    /**
     * Frees the lock, whoever holds it: the emergency exit. Whoever held it goes on unaware until its release, which then
     * changes nothing and says so. {@link Mechanism#PLAIN} cannot know that another process forced it out: its release then posts for
     * whoever holds the lock by that time.
     *
     * @param reason for the log and the listeners
     * @return true if it was held
     */
    boolean forceRelease(String reason);

    /**
     * As {@link #forceRelease(String)}, but only if the hold is still the one with this fencing token: whoever looked at the
     * status, thought about it, and then forces frees nobody who came in meanwhile.
     *
     * <p>A hold that no process of this library owns - a foreign program's, or one that was left locked - has no token and is not
     * freed. A hold of another process is compared and freed in two steps some nanoseconds apart; only a release and a new claim of
     * the same process right between them would escape the comparison.
     *
     * @param reason for the log and the listeners
     * @param expectedToken the hold's token, as {@link Holder} and {@link LockStatus#token()} showed it
     * @return true if that hold was freed; false if the lock is free or the hold another one
     * @throws UnsupportedOperationException if the mechanism has no tokens ({@link Mechanism#PLAIN})
     */
    boolean forceRelease(String reason, long expectedToken);

    /** Whether anybody holds the lock. */
    boolean isLocked();

    /** Whether the calling thread holds the lock through a claim that is not detached. */
    boolean isClaimedByCurrentThread();

    /** The semaphore's value: 0 locked, 1 free; empty where the system cannot tell (macOS). */
    OptionalLong value();

    /** Everything that is known about the lock now. Never waits for it. */
    LockStatus status();

    /** Who holds the lock; empty if nobody does. */
    Optional<Holder> holder();

    /**
     * This lock as a recursive {@link Lock}. {@code newCondition} is unsupported; {@code unlock} by a thread that does not
     * hold it is an {@link IllegalMonitorStateException}.
     */
    Lock asLock();

    /**
     * Closes the lock for the whole JVM. A second call does nothing; getting it again opens it anew.
     *
     * @throws IllegalStateException if it is held or being claimed: then it stays open
     */
    @Override
    void close();
}
