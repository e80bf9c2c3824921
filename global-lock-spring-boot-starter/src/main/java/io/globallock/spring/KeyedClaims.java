package io.globallock.spring;

import io.globallock.Claim;
import io.globallock.ClaimInterruptedException;
import io.globallock.GlobalLock;
import io.globallock.LockClosedException;
import io.globallock.LockListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Claims one or several locks together: in the order of their names, so that everybody takes them in the same order, under
 * one deadline, all or none. Once it is closed, only the thread that closed it may claim. Thread-safe.
 */
public final class KeyedClaims implements LockListener {

    private final KeyedLocks locks;
    private final ClaimObserver observer;
    private final ClaimQueue queue = new ClaimQueue(this);

    /** The threads that wait in claims of this object, and whether {@link #close} has ended the wait. Its monitor guards it. */
    private final Map<Thread, Boolean> waiting = new HashMap<>();

    /** How many they are. */
    private volatile int waiters;

    private volatile boolean closed;
    private volatile @Nullable Thread closer;

    public KeyedClaims(KeyedLocks locks, ClaimObserver observer) {
        this.locks = locks;
        this.observer = observer;
    }

    /**
     * The locks of some keys, each key once, in the order in which they are claimed.
     *
     * @throws UnknownLockKeyException if no lock has one of the keys
     */
    public KeyedLock[] resolve(Collection<String> keys) {
        return keys.stream()
                .distinct()
                .map(locks::get)
                .sorted(Comparator.comparing(keyed -> keyed.name()))
                .toArray(KeyedLock[]::new);
    }

    /**
     * Claims for the calling thread, recursively where it holds a lock already.
     *
     * @param locks as {@link #resolve} gives them
     * @param timeout for all of them together; null: the shortest of their own
     * @throws io.globallock.ClaimTimeoutException if one was not free in time; none is held then
     * @throws LockClosedException if the application is closing; none is held then
     */
    public HeldLocks claim(KeyedLock[] locks, @Nullable Duration timeout) {
        GlobalLockAssert.Frame frame = GlobalLockAssert.enter(locks, this);
        boolean made = false;
        try {
            HeldLocks held = new HeldLocks(locks, claimAll(locks, timeout, GlobalLock::claimRecursive), frame);
            frame.claimed();
            made = true;
            return held;
        } finally {
            if (!made) {
                frame.leave();
            }
        }
    }

    /**
     * Claims for no thread in particular: any thread may release.
     *
     * @param locks as {@link #resolve} gives them
     * @param timeout for all of them together; null: the shortest of their own
     * @throws io.globallock.ClaimTimeoutException if one was not free in time; none is held then
     * @throws io.globallock.AlreadyClaimedException if this thread holds one of them
     * @throws LockClosedException if the application is closing; none is held then
     */
    public HeldLocks claimDetached(KeyedLock[] locks, @Nullable Duration timeout) {
        GlobalLockAssert.Frame frame = GlobalLockAssert.enter(locks, this);
        try {
            return new HeldLocks(locks, claimAll(locks, timeout, GlobalLock::claimDetached), null);
        } finally {
            frame.leave();
        }
    }

    /** For those who must not wait on a thread of their own. */
    public ClaimQueue queue() {
        return queue;
    }

    private Claim[] claimAll(KeyedLock[] locks, @Nullable Duration timeout, TimedClaim how) {
        Duration patience = timeout(locks, timeout);
        checkOpen(locks);
        Claim[] claims;
        try {
            claims = locks.length == 1
                    ? new Claim[] {claim(locks[0], patience, how)}
                    : claimSeveral(locks, patience, how);
        } catch (ClaimInterruptedException e) {
            if (endedWaiting()) {
                throw closed(locks);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            endedWaiting();
            throw e;
        }
        if (endedWaiting() || isShut()) {
            HeldLocks.release(claims, claims.length);
            throw closed(locks);
        }
        return claims;
    }

    private Claim[] claimSeveral(KeyedLock[] locks, Duration patience, TimedClaim how) {
        long start = System.nanoTime();
        Claim[] claims = new Claim[locks.length];
        int made = 0;
        boolean all = false;
        try {
            for (int i = 0; i < locks.length; i++) {
                // Two keys of one lock are next to each other, and one claim is enough for both.
                if (i == 0 || locks[i].lock() != locks[i - 1].lock()) {
                    Duration left = patience.minusNanos(System.nanoTime() - start);
                    claims[made] = claim(locks[i], left.isNegative() ? Duration.ZERO : left, how);
                    made++;
                }
            }
            all = true;
        } finally {
            if (!all) {
                HeldLocks.release(claims, made);
            }
        }
        return made == claims.length ? claims : Arrays.copyOf(claims, made);
    }

    private Claim claim(KeyedLock keyed, Duration timeout, TimedClaim how) {
        return observer == ClaimObserver.NONE
                ? how.claim(keyed.lock(), timeout)
                : observer.observe(keyed.key(), keyed.lock(), () -> how.claim(keyed.lock(), timeout));
    }

    /** What a claim may take that was given this timeout. */
    Duration timeout(KeyedLock[] locks, @Nullable Duration timeout) {
        if (timeout != null) {
            return timeout;
        }
        return locks.length == 1
                ? locks[0].settings().timeout()
                : Arrays.stream(locks)
                        .map(keyed -> keyed.settings().timeout())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
    }

    /** A thread starts to wait; if it does so for a claim of this object, closing must find it. */
    @Override
    public void waiting(GlobalLock lock) {
        if (GlobalLockAssert.isClaiming(this)) {
            synchronized (waiting) {
                waiting.put(Thread.currentThread(), isShut());
                waiters = waiting.size();
                if (isShut()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Whether closing has ended this thread's wait; the interrupt that did so is taken back. */
    private boolean endedWaiting() {
        if (waiters == 0) {
            return false; // nobody waits, so this thread did not
        }
        synchronized (waiting) {
            boolean ended = Boolean.TRUE.equals(waiting.remove(Thread.currentThread()));
            waiters = waiting.size();
            return ended && Thread.interrupted();
        }
    }

    /** How many threads and subscribers wait for claims of this object. */
    int waiters() {
        return waiters + queue.size();
    }

    /**
     * Ends all waits with {@link LockClosedException}, and refuses claims from now on. The calling thread may still claim: it
     * goes on to destroy beans, which may have to use what is locked.
     */
    void close() {
        closer = Thread.currentThread();
        closed = true;
        synchronized (waiting) {
            waiting.replaceAll((thread, ended) -> {
                thread.interrupt();
                return true;
            });
        }
        queue.close();
    }

    private boolean isShut() {
        return closed && Thread.currentThread() != closer;
    }

    private void checkOpen(KeyedLock[] locks) {
        if (isShut()) {
            throw closed(locks);
        }
    }

    private static LockClosedException closed(KeyedLock[] locks) {
        String name = locks[0].name();
        return new LockClosedException(
                name, "Lock " + name + " is not claimed any more: the application is closing. Nothing was run.");
    }

    @FunctionalInterface
    private interface TimedClaim {
        Claim claim(GlobalLock lock, Duration timeout);
    }
}
