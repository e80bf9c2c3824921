package io.globallock.spring;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import java.util.function.Supplier;

/** Stands around each claim that annotations and the template make; for tracing. */
@FunctionalInterface
public interface ClaimObserver {

    /** Watches nothing. */
    ClaimObserver NONE = (key, lock, claim) -> claim.get();

    /**
     * Makes the claim by calling the supplier exactly once, and passes its result or exception on.
     *
     * @param key what the application calls the lock
     */
    Claim observe(String key, GlobalLock lock, Supplier<Claim> claim);
}
