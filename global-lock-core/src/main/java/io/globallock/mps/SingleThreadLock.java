package io.globallock.mps;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts and checks claims in a program with one thread, without any locking (MPS {@code impl.an}).
 *
 * <p>It keeps {@link ThreadLock}'s contract where nobody else can hold the lock, so a program tested with the one runs
 * with the other. It belongs to the thread that claims it first, for its whole life.
 *
 * <table>
 * <caption>State before the call × operation ("misuse" is a {@link LockUsageException} that changes nothing)</caption>
 * <thead>
 * <tr><th scope="col">operation</th><th scope="col">free</th><th scope="col">held, depth n</th>
 *     <th scope="col">called by a second thread</th><th scope="col">finished</th></tr>
 * </thead>
 * <tbody>
 * <tr><th scope="row">{@code claim}</th><td>depth 1</td><td>misuse</td><td>misuse</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code release}</th><td>misuse</td><td>n = 1: free; n &gt; 1: misuse</td><td>misuse</td>
 *     <td>misuse</td></tr>
 * <tr><th scope="row">{@code claimRecursive}</th><td>depth 1</td><td>depth n+1; at the limit: misuse</td>
 *     <td>misuse</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code releaseRecursive}</th><td>misuse</td><td>depth n-1, free at 0</td><td>misuse</td>
 *     <td>misuse</td></tr>
 * <tr><th scope="row">{@code isHeld}</th><td>false</td><td>true</td><td>a guess</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code finish}</th><td>finished</td><td>misuse</td><td>as seen by that thread</td>
 *     <td>misuse</td></tr>
 * </tbody>
 * </table>
 *
 * <ul>
 *   <li><b>Thread-safe?</b> No. A second thread is reported, reliably only where something else orders the two threads.
 *   <li><b>Owner?</b> The first thread to claim it, and no other.
 *   <li><b>Fair? Interruptible?</b> Nothing ever waits; interrupts are left alone.
 *   <li><b>Owner dies?</b> Then nobody can use the lock any more.
 *   <li><b>Memory visibility?</b> None is added: there is one thread.
 * </ul>
 *
 * <p>The depth is limited to {@link Integer#MAX_VALUE}. Nothing is allocated.
 */
public final class SingleThreadLock implements MpsLock {
    private final String name;
    private final int depthLimit;

    /** Null until the first claim. */
    private @Nullable Thread user;

    private int depth;
    private boolean finished;

    /** A free lock, named after its type and identity. */
    public SingleThreadLock() {
        this(null, Integer.MAX_VALUE);
    }

    /** A free lock whose messages call it by this name. */
    public SingleThreadLock(String name) {
        this(Objects.requireNonNull(name, "name"), Integer.MAX_VALUE);
    }

    SingleThreadLock(@Nullable String name, int depthLimit) {
        this.name = name != null ? name : "SingleThreadLock@" + Integer.toHexString(System.identityHashCode(this));
        this.depthLimit = depthLimit;
    }

    @Override
    public void claim() {
        refuseSecondThread("claim");
        if (depth > 0) {
            throw misuse("claim", "this thread owns it already; a recursive claim nests");
        }
        user = Thread.currentThread();
        depth = 1;
    }

    @Override
    public void release() {
        refuseSecondThread("release");
        if (depth != 1) {
            throw misuse(
                    "release",
                    depth == 0
                            ? "nobody owns it"
                            : "claimed more than once; releaseRecursive undoes the nested claims first");
        }
        depth = 0;
    }

    @Override
    public void claimRecursive() {
        refuseSecondThread("claimRecursive");
        if (depth >= depthLimit) {
            throw misuse("claimRecursive", "claimed too often, " + depthLimit + " is the limit; is a release missing?");
        }
        user = Thread.currentThread();
        depth++;
    }

    @Override
    public void releaseRecursive() {
        refuseSecondThread("releaseRecursive");
        if (depth == 0) {
            throw misuse("releaseRecursive", "nobody owns it");
        }
        depth--;
    }

    @Override
    public boolean isHeld() {
        refuseFinished("isHeld");
        return depth > 0;
    }

    @Override
    public void finish() {
        refuseFinished("finish");
        if (depth > 0) {
            throw misuse("finish", "in use; finish it after the last release");
        }
        finished = true;
    }

    /** The name by which messages call this lock. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        String state = finished ? "finished" : depth == 0 ? "free" : "depth " + depth;
        return "SingleThreadLock[" + name + ": " + state + "]";
    }

    private void refuseSecondThread(String operation) {
        refuseFinished(operation);
        if (user != null && user != Thread.currentThread()) {
            throw misuse(
                    operation,
                    "a SingleThreadLock serves the one thread that claimed it first, here "
                            + LockUsageException.nameOf(user) + "; use a ThreadLock");
        }
    }

    private void refuseFinished(String operation) {
        if (finished) {
            throw misuse(operation, "finished, it cannot be used any more");
        }
    }

    private LockUsageException misuse(String operation, String problem) {
        return new LockUsageException(operation, name, problem, Thread.currentThread(), depth > 0 ? user : null, depth);
    }
}
