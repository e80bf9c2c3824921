package io.globallock.mps;

/**
 * The two predefined locks of this JVM: there before anything else is initialised, shared by everyone who names them.
 *
 * <p>"Global" is MPS's word for locks that need no allocation or initialisation by the caller; they exclude the threads
 * of one JVM, never other processes. The two are independent, so that each may have its own place in a program's lock
 * order. The <em>binary</em> one is meant for data that changes, the <em>recursive</em> one for data that is made once
 * and then only read, where making one part may need another:
 *
 * <pre>{@code
 * private static volatile Table table;
 *
 * static Table table() {
 *     if (table == null) {
 *         MpsGlobalLocks.claimGlobalRecursive();
 *         try {
 *             if (table == null) {
 *                 table = Table.compute();
 *             }
 *         } finally {
 *             MpsGlobalLocks.releaseGlobalRecursive();
 *         }
 *     }
 *     return table;
 * }
 * }</pre>
 *
 * <table>
 * <caption>State before the call × operation ("misuse" is a {@link LockUsageException} that changes nothing)</caption>
 * <thead>
 * <tr><th scope="col">operation</th><th scope="col">its lock free</th>
 *     <th scope="col">owner: this thread, depth n</th><th scope="col">owner: another thread</th></tr>
 * </thead>
 * <tbody>
 * <tr><th scope="row">{@code claimGlobal}</th><td>owned</td><td>misuse</td><td>waits</td></tr>
 * <tr><th scope="row">{@code releaseGlobal}</th><td>misuse</td><td>free</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code claimGlobalRecursive}</th><td>owned, depth 1</td><td>depth n+1; at the limit: misuse</td>
 *     <td>waits</td></tr>
 * <tr><th scope="row">{@code releaseGlobalRecursive}</th><td>misuse</td><td>depth n-1, free at 0</td>
 *     <td>misuse</td></tr>
 * <tr><th scope="row">{@code initGlobal}</th><td>no change</td><td>no change</td><td>no change</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Each is a {@link ThreadLock}, and so thread-safe, owned by the claiming thread, FIFO, not interruptible, held for
 * ever if its owner dies, and a release happens-before the next claim. They cannot be finished.
 *
 * <p>Static initialisers may use them. While an initialiser waits for a global lock, every thread that needs its class
 * waits for the initialiser: a thread that holds the lock must not be the one that needs that class.
 */
public final class MpsGlobalLocks {
    private static final ThreadLock BINARY = new ThreadLock("MPS global binary lock");
    private static final ThreadLock RECURSIVE = new ThreadLock("MPS global recursive lock");

    private MpsGlobalLocks() {}

    /**
     * Does nothing (LockInitGlobal): the locks are ready when this class is, and a call changes neither.
     *
     * <p>MPS offers it to set the locks up again, as after a fork. A JVM does not fork itself, so what is left is the
     * call for programs that port it. Safe at any time, also while the locks are held.
     */
    public static void initGlobal() {}

    /**
     * Makes the calling thread the owner of the binary global lock, waiting as long as another thread is
     * (LockClaimGlobal).
     *
     * @throws LockUsageException if this thread owns it already
     */
    public static void claimGlobal() {
        BINARY.claim();
    }

    /**
     * Frees the binary global lock (LockReleaseGlobal).
     *
     * @throws LockUsageException if this thread does not own it
     */
    public static void releaseGlobal() {
        BINARY.release();
    }

    /**
     * Adds one claim of the calling thread to the recursive global lock; only the first may have to wait
     * (LockClaimGlobalRecursive).
     *
     * @throws LockUsageException if the depth is at its limit, {@link Integer#MAX_VALUE}
     */
    public static void claimGlobalRecursive() {
        RECURSIVE.claimRecursive();
    }

    /**
     * Takes one claim of the calling thread back; the recursive global lock is free when none is left
     * (LockReleaseGlobalRecursive).
     *
     * @throws LockUsageException if this thread does not own it
     */
    public static void releaseGlobalRecursive() {
        RECURSIVE.releaseRecursive();
    }

    static ThreadLock binary() {
        return BINARY;
    }

    static ThreadLock recursive() {
        return RECURSIVE;
    }
}
