package io.globallock.mps;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Excludes the threads of this JVM from each other, first come, first served.
 *
 * <p>To the operations of {@link MpsLock}, whose table holds here in full, it adds claims that give up:
 *
 * <table>
 * <caption>State before the call × operation ("misuse" is a {@link LockUsageException} that changes nothing)</caption>
 * <thead>
 * <tr><th scope="col">operation</th><th scope="col">free</th><th scope="col">owner: this thread, depth n</th>
 *     <th scope="col">owner: another thread</th><th scope="col">finished</th></tr>
 * </thead>
 * <tbody>
 * <tr><th scope="row">{@code tryClaim()}</th><td>true, depth 1</td><td>misuse</td><td>false at once</td>
 *     <td>misuse</td></tr>
 * <tr><th scope="row">{@code tryClaim(Duration)}</th><td>true, depth 1</td><td>misuse</td>
 *     <td>waits; false after the timeout</td><td>misuse</td></tr>
 * <tr><th scope="row">{@code claimInterruptibly}</th><td>depth 1</td><td>misuse</td><td>waits until interrupted</td>
 *     <td>misuse</td></tr>
 * <tr><th scope="row">{@code tryClaimRecursive…}, {@code claimRecursiveInterruptibly}</th><td>depth 1</td>
 *     <td>depth n+1; at the limit: misuse</td><td>as above</td><td>misuse</td></tr>
 * </tbody>
 * </table>
 *
 * <ul>
 *   <li><b>Thread-safe?</b> Yes.
 *   <li><b>Owner?</b> The claiming thread, platform or virtual.
 *   <li><b>Fair?</b> FIFO. A try finds the lock taken as long as threads wait for it.
 *   <li><b>Interruptible?</b> {@code claimInterruptibly}, {@code claimRecursiveInterruptibly} and the claims with a
 *       timeout, at once; the plain claims keep the interrupt for the caller.
 *   <li><b>Owner dies?</b> The lock stays held; messages go on naming the dead thread.
 *   <li><b>Memory visibility?</b> A release happens-before the next successful claim.
 * </ul>
 *
 * <p>The depth is limited to {@link Integer#MAX_VALUE}. Claims and releases allocate nothing unless they wait. A claim
 * or release that ends in a {@link StackOverflowError} has changed nothing: after such a release the thread still owns
 * the lock.
 */
public final class ThreadLock implements MpsLock {
    private final String name;
    private final int depthLimit;
    private final FifoPermit permit = new FifoPermit();

    /** Claims beyond the first; 0 while free. Only the owner writes it. */
    private int nested;

    private volatile boolean finished;

    /** A free lock, named after its type and identity. */
    public ThreadLock() {
        this(null, Integer.MAX_VALUE);
    }

    /** A free lock whose messages call it by this name. */
    public ThreadLock(String name) {
        this(Objects.requireNonNull(name, "name"), Integer.MAX_VALUE);
    }

    ThreadLock(@Nullable String name, int depthLimit) {
        this.name = name != null ? name : "ThreadLock@" + Integer.toHexString(System.identityHashCode(this));
        this.depthLimit = depthLimit;
    }

    @Override
    public void claim() {
        refuseOwner("claim");
        take("claim");
    }

    /**
     * Claims the lock unless another thread owns it or waits for it. Never waits.
     *
     * @return whether this thread owns the lock now
     * @throws LockUsageException if this thread owns the lock already, or the lock is finished
     */
    public boolean tryClaim() {
        refuseOwner("tryClaim");
        return tryTake("tryClaim");
    }

    /**
     * Claims the lock, waiting at most the given time on the monotonic clock.
     *
     * @param timeout zero or more; zero does not wait, more than 292 years count as 292 years
     * @return whether this thread owns the lock now
     * @throws IllegalArgumentException if the timeout is negative
     * @throws InterruptedException if the thread is interrupted before or during the call; nothing is claimed
     * @throws LockUsageException if this thread owns the lock already, or the lock is finished
     */
    public boolean tryClaim(Duration timeout) throws InterruptedException {
        long nanos = FifoPermit.nanos(timeout);
        refuseOwner("tryClaim");
        return tryTake("tryClaim", nanos);
    }

    /**
     * Claims the lock, waiting until interrupted.
     *
     * @throws InterruptedException if the thread is interrupted before or during the call; nothing is claimed
     * @throws LockUsageException if this thread owns the lock already, or the lock is finished
     */
    public void claimInterruptibly() throws InterruptedException {
        refuseOwner("claimInterruptibly");
        takeInterruptibly("claimInterruptibly");
    }

    @Override
    public void release() {
        refuseOthers("release");
        if (nested > 0) {
            throw misuse("release", "claimed more than once; releaseRecursive undoes the nested claims first");
        }
        permit.release();
    }

    @Override
    public void claimRecursive() {
        if (!nest("claimRecursive")) {
            take("claimRecursive");
        }
    }

    /**
     * Adds a claim unless another thread owns the lock or waits for it. Never waits.
     *
     * @return whether the claim was added
     * @throws LockUsageException if the depth is at its limit, or the lock is finished
     */
    public boolean tryClaimRecursive() {
        return nest("tryClaimRecursive") || tryTake("tryClaimRecursive");
    }

    /**
     * Adds a claim, waiting at most the given time on the monotonic clock if another thread owns the lock.
     *
     * @param timeout zero or more; zero does not wait, more than 292 years count as 292 years
     * @return whether the claim was added
     * @throws IllegalArgumentException if the timeout is negative
     * @throws InterruptedException if the thread is interrupted before or during the call; no claim is added
     * @throws LockUsageException if the depth is at its limit, or the lock is finished
     */
    public boolean tryClaimRecursive(Duration timeout) throws InterruptedException {
        long nanos = FifoPermit.nanos(timeout);
        FifoPermit.refuseInterrupted();
        return nest("tryClaimRecursive") || tryTake("tryClaimRecursive", nanos);
    }

    /**
     * Adds a claim, waiting until interrupted if another thread owns the lock.
     *
     * @throws InterruptedException if the thread is interrupted before or during the call; no claim is added
     * @throws LockUsageException if the depth is at its limit, or the lock is finished
     */
    public void claimRecursiveInterruptibly() throws InterruptedException {
        FifoPermit.refuseInterrupted();
        if (!nest("claimRecursiveInterruptibly")) {
            takeInterruptibly("claimRecursiveInterruptibly");
        }
    }

    @Override
    public void releaseRecursive() {
        refuseOthers("releaseRecursive");
        if (nested > 0) {
            nested--;
        } else {
            permit.release();
        }
    }

    @Override
    public boolean isHeld() {
        if (finished) {
            throw usedAfterFinish("isHeld", false);
        }
        return permit.holder() != null;
    }

    @Override
    public void finish() {
        if (!tryTake("finish")) {
            throw misuse("finish", "in use; finish it after the last release");
        }
        finished = true;
        // Whoever came to wait since then must wake, to be told.
        permit.release();
    }

    /** The name by which messages call this lock. */
    public String name() {
        return name;
    }

    /** About how many threads wait for this lock. */
    public int queueLength() {
        return permit.queueLength();
    }

    @Override
    public String toString() {
        Thread owner = permit.holder();
        String state = owner == null
                ? (finished ? "finished" : "free")
                : "owner " + LockUsageException.nameOf(owner) + ", depth " + (1 + nested);
        return "ThreadLock[" + name + ": " + state + ", " + queueLength() + " waiting]";
    }

    /* The takes call nothing once they have the permit, unless to throw: a call could run out of stack and lose it. */

    private void take(String operation) {
        permit.acquire();
        if (finished) {
            throw usedAfterFinish(operation, true);
        }
    }

    private void takeInterruptibly(String operation) throws InterruptedException {
        permit.acquireInterruptibly();
        if (finished) {
            throw usedAfterFinish(operation, true);
        }
    }

    private boolean tryTake(String operation) {
        boolean taken = permit.tryAcquire();
        if (finished) {
            throw usedAfterFinish(operation, taken);
        }
        return taken;
    }

    private boolean tryTake(String operation, long nanos) throws InterruptedException {
        boolean taken = permit.tryAcquire(nanos);
        if (finished) {
            throw usedAfterFinish(operation, taken);
        }
        return taken;
    }

    private boolean nest(String operation) {
        if (permit.holder() != Thread.currentThread()) {
            return false;
        }
        if (nested >= depthLimit - 1) {
            throw misuse(operation, "claimed too often, " + depthLimit + " is the limit; is a release missing?");
        }
        nested++;
        return true;
    }

    private void refuseOwner(String operation) {
        if (permit.holder() == Thread.currentThread()) {
            throw misuse(operation, "this thread owns it already; a recursive claim nests");
        }
    }

    private void refuseOthers(String operation) {
        if (permit.holder() != Thread.currentThread()) {
            throw misuse(
                    operation,
                    finished
                            ? "finished, it cannot be used any more"
                            : "this thread does not own it, only the owner releases");
        }
    }

    private LockUsageException usedAfterFinish(String operation, boolean taken) {
        if (taken) {
            permit.release();
        }
        return misuse(operation, "finished, it cannot be used any more");
    }

    private LockUsageException misuse(String operation, String problem) {
        Thread owner = permit.holder();
        int depth = owner == null ? 0 : 1 + nested;
        return new LockUsageException(operation, name, problem, Thread.currentThread(), owner, depth);
    }
}
