package io.globallock.spring;

import io.globallock.LockOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How the application uses one lock.
 *
 * @param key what the lock is called in the application: bean name, annotations, endpoint, meters
 * @param name what the semaphore is called in the system
 * @param timeout how long a claim waits that says nothing else, zero or more
 * @param maxHold how long a hold may last before it is reported
 * @param options how the semaphore is opened
 */
public record LockSettings(String key, String name, Duration timeout, Optional<Duration> maxHold, LockOptions options) {

    public LockSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("Lock " + key + ": timeout " + timeout
                    + " is negative; 0 tries once, a long one such as 3650d waits practically for ever");
        }
        if (maxHold.isPresent() && (maxHold.get().isNegative() || maxHold.get().isZero())) {
            throw new IllegalArgumentException("Lock " + key + ": max-hold " + maxHold.get() + " is not above zero");
        }
    }
}
