package io.globallock.spring;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Claims one or several locks together: in the order of their names, so that everybody takes them in the same order, under
 * one deadline, all or none. Thread-safe.
 */
public final class KeyedClaims {

    private final KeyedLocks locks;
    private final ClaimObserver observer;

    public KeyedClaims(KeyedLocks locks, ClaimObserver observer) {
        this.locks = locks;
        this.observer = observer;
    }

    /**
     * The locks of some keys, each once, in the order in which they are claimed.
     *
     * @throws UnknownLockKeyException if no lock has one of the keys
     */
    public KeyedLock[] resolve(Collection<String> keys) {
        return keys.stream()
                .distinct()
                .map(locks::get)
                .sorted(Comparator.comparing(keyed -> keyed.lock().name()))
                .toArray(KeyedLock[]::new);
    }

    /**
     * Claims for the calling thread, recursively where it holds a lock already.
     *
     * @param locks as {@link #resolve} gives them
     * @param timeout for all of them together; null: the shortest of their own
     * @throws io.globallock.ClaimTimeoutException if one was not free in time; none is held then
     */
    public HeldLocks claim(KeyedLock[] locks, @Nullable Duration timeout) {
        return new HeldLocks(locks, claimAll(locks, timeout, GlobalLock::claimRecursive));
    }

    /**
     * Claims for no thread in particular: any thread may release.
     *
     * @param locks as {@link #resolve} gives them
     * @param timeout for all of them together; null: the shortest of their own
     * @throws io.globallock.ClaimTimeoutException if one was not free in time; none is held then
     * @throws io.globallock.AlreadyClaimedException if this thread holds one of them
     */
    public HeldLocks claimDetached(KeyedLock[] locks, @Nullable Duration timeout) {
        return new HeldLocks(locks, claimAll(locks, timeout, GlobalLock::claimDetached));
    }

    private Claim[] claimAll(KeyedLock[] locks, @Nullable Duration timeout, TimedClaim how) {
        Duration patience = timeout != null ? timeout : shortest(locks);
        if (locks.length == 1) {
            return new Claim[] {claim(locks[0], patience, how)};
        }
        long start = System.nanoTime();
        Claim[] claims = new Claim[locks.length];
        int made = 0;
        try {
            for (; made < claims.length; made++) {
                Duration left = patience.minusNanos(System.nanoTime() - start);
                claims[made] = claim(locks[made], left.isNegative() ? Duration.ZERO : left, how);
            }
            return claims;
        } finally {
            if (made < claims.length) {
                HeldLocks.release(claims, made);
            }
        }
    }

    private Claim claim(KeyedLock keyed, Duration timeout, TimedClaim how) {
        return observer == ClaimObserver.NONE
                ? how.claim(keyed.lock(), timeout)
                : observer.observe(keyed.key(), keyed.lock(), () -> how.claim(keyed.lock(), timeout));
    }

    private static Duration shortest(KeyedLock[] locks) {
        return locks.length == 1
                ? locks[0].settings().timeout()
                : Arrays.stream(locks)
                        .map(keyed -> keyed.settings().timeout())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
    }

    @FunctionalInterface
    private interface TimedClaim {
        Claim claim(GlobalLock lock, Duration timeout);
    }
}
