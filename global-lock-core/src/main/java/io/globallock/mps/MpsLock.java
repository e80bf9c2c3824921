package io.globallock.mps;

/**
 * Lets one thread at a time into a section of code, and counts the claims of the thread that is in.
 *
 * <p>One lock serves both forms. A <em>binary</em> claim says that the thread does not own the lock yet; a
 * <em>recursive</em> claim may be made by the owner again and is undone by a release of the same form, so a method can
 * guard itself whether or not its caller did. {@code depth} is the number of claims not yet released. As in MPS, only
 * this number is kept, not the form of each claim: a lock claimed once, in either form, can be released in either form.
 *
 * <table>
 * <caption>State before the call × operation ("misuse" is a {@link LockUsageException} that changes nothing)</caption>
 * <thead>
 * <tr><th scope="col">operation</th><th scope="col">free</th><th scope="col">owner: this thread, depth n</th>
 *     <th scope="col">owner: another thread</th><th scope="col">finished</th></tr>
 * </thead>
 * <tbody>
 * <tr><th scope="row">{@code claim}</th><td>owned, depth 1</td><td>misuse</td><td>waits</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code release}</th><td>misuse</td><td>n = 1: free; n &gt; 1: misuse</td><td>misuse</td>
 *     <td>misuse</td></tr>
 * <tr><th scope="row">{@code claimRecursive}</th><td>owned, depth 1</td><td>depth n+1; at the limit: misuse</td>
 *     <td>waits</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code releaseRecursive}</th><td>misuse</td><td>depth n-1, free at 0</td><td>misuse</td>
 *     <td>misuse</td></tr>
 * <tr><th scope="row">{@code isHeld}</th><td>false</td><td>true</td><td>true</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code finish}</th><td>finished</td><td>misuse</td><td>misuse</td><td>misuse</td></tr>
 * </tbody>
 * </table>
 *
 * <p>What each implementation answers in its own words:
 *
 * <ul>
 *   <li><b>Thread-safe?</b> {@link ThreadLock} yes; {@link SingleThreadLock} no, it has one thread and checks that.
 *   <li><b>Owner?</b> The claiming thread. Only it can release; ownership cannot be handed over.
 *   <li><b>Fair?</b> Where threads wait at all, they get the lock in the order in which they began to wait.
 *   <li><b>Interruptible?</b> Not the operations of this interface: an interrupt during the wait does not end it and is
 *       still set when the call returns.
 *   <li><b>Owner dies?</b> The lock stays held for ever. Nothing takes it over: what it guards may be half changed.
 *   <li><b>Memory visibility?</b> What a thread did before it released happens-before what the next owner does after
 *       its claim. {@code isHeld} promises nothing of the kind.
 * </ul>
 *
 * <p>No lock protects against deadlock between several locks: claim them in one order everywhere.
 *
 * <p>Source of names and rules: Ravenbrook MPS, {@code design.mps.lock}. Its {@code AVER} aborts; here misuse is an
 * exception. Its {@code LockInit} is the constructor, its {@code LockCheck} is part of every call. {@code LockSize} and
 * locks in memory of the client have no counterpart.
 */
public interface MpsLock {

    /**
     * Makes the calling thread the owner, waiting as long as another thread is (LockClaim).
     *
     * @throws LockUsageException if this thread owns the lock already, or the lock is finished
     */
    void claim();

    /**
     * Frees the lock that this thread claimed exactly once (LockRelease).
     *
     * @throws LockUsageException if this thread does not own the lock, or has claimed it more than once, or the lock is
     *     finished
     */
    void release();

    /**
     * Adds one claim of the calling thread; only the first may have to wait (LockClaimRecursive).
     *
     * @throws LockUsageException if the depth is at the limit of the implementation, or the lock is finished
     */
    void claimRecursive();

    /**
     * Takes one claim of the calling thread back; the lock is free when none is left (LockReleaseRecursive).
     *
     * @throws LockUsageException if this thread does not own the lock, or the lock is finished
     */
    void releaseRecursive();

    /**
     * Whether any thread owns the lock at this moment (LockIsHeld). Never waits; may be called by any thread.
     *
     * @throws LockUsageException if the lock is finished
     */
    boolean isHeld();

    /**
     * Ends the life of the lock: every later use is an error (LockFinish).
     *
     * @throws LockUsageException if a thread owns the lock or waits for it, or the lock is finished already
     */
    void finish();
}
