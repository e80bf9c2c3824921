package io.globallock;

import java.time.Duration;
import java.util.Optional;

/** The lock was not free within the timeout. The message says who holds it, since when, and what can be done. */
public final class ClaimTimeoutException extends GlobalLockException {

    private static final long serialVersionUID = 1;

    private final Duration timeout;
    private final transient Optional<Holder> holder;

    /** For other implementations of {@link GlobalLocks} too. */
    public ClaimTimeoutException(String lockName, Duration timeout, Optional<Holder> holder, String message) {
        super(lockName, message);
        this.timeout = timeout;
        this.holder = holder;
    }

    /** How long the claim was allowed to wait. */
    public Duration timeout() {
        return timeout;
    }

    /** Who held the lock when the time was up, as far as it is known. */
    public Optional<Holder> holder() {
        return holder;
    }
}
