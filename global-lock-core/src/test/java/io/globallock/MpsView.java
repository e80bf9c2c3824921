package io.globallock;

import io.globallock.mps.LockUsageException;
import io.globallock.mps.MpsLock;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link GlobalLock} with the words of MPS, which has no handles: a release gives back the outermost claim, a recursive
 * release the innermost.
 */
final class MpsView implements MpsLock {

    private final GlobalLock lock;
    private final Deque<Claim> claims = new ConcurrentLinkedDeque<>(); // the holder's, innermost first
    private volatile @Nullable Claim spent;

    MpsView(GlobalLock lock) {
        this.lock = lock;
    }

    @Override
    public void claim() {
        claims.addFirst(uninterruptibly("claim", lock::claim));
    }

    @Override
    public void claimRecursive() {
        claims.addFirst(uninterruptibly("claimRecursive", lock::claimRecursive));
    }

    /** MPS waits on through interrupts and keeps them for the caller. */
    private Claim uninterruptibly(String operation, Supplier<Claim> claim) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return claim.get();
                } catch (ClaimInterruptedException e) {
                    interrupted = Thread.interrupted();
                } catch (GlobalLockException e) {
                    throw misuse(operation, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void release() {
        Claim outermost = claims.pollLast();
        try {
            giveBack("release", outermost);
        } catch (GlobalLockException e) {
            claims.addLast(outermost);
            throw misuse("release", e);
        }
    }

    @Override
    public void releaseRecursive() {
        Claim innermost = claims.pollFirst();
        try {
            giveBack("releaseRecursive", innermost);
        } catch (GlobalLockException e) {
            claims.addFirst(innermost);
            throw misuse("releaseRecursive", e);
        }
    }

    /** Where nothing is held, the latest claim is released once more. */
    private void giveBack(String operation, @Nullable Claim claim) {
        Claim released = claim == null ? spent : claim;
        if (released == null || !released.release()) {
            throw misuse(operation, new IllegalStateException("it was not held"));
        }
        spent = released;
    }

    @Override
    public boolean isHeld() {
        try {
            OptionalLong value = lock.value(); // less work than a status, but macOS does not have it
            return value.isPresent() ? value.getAsLong() == 0 : lock.isLocked();
        } catch (LockClosedException e) {
            throw misuse("isHeld", e);
        }
    }

    @Override
    public void finish() {
        isHeld();
        try {
            lock.close();
        } catch (IllegalStateException e) {
            throw misuse("finish", e);
        }
    }

    private LockUsageException misuse(String operation, RuntimeException cause) {
        String problem = String.valueOf(cause.getMessage());
        LockUsageException misuse =
                new LockUsageException(operation, lock.name(), problem, Thread.currentThread(), null, 0);
        misuse.initCause(cause);
        return misuse;
    }
}
