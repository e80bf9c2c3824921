package io.globallock.spring.metrics;

import io.globallock.Claim;
import io.globallock.ClaimInterruptedException;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.Holder;
import io.globallock.spring.ClaimObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes each claim an observation {@code globallock.claim}: from the call to the claim or its failure, not the time of the
 * hold. Low cardinality: {@code lock} and {@code outcome} (acquired, timeout, interrupted, failed); high cardinality:
 * {@code holder}, who held the lock when the time was up. Recursive claims inside another are not observed.
 */
public final class ObservedClaims implements ClaimObserver {

    private final ObservationRegistry registry;

    public ObservedClaims(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Claim observe(String key, GlobalLock lock, Supplier<Claim> claim) {
        if (lock.isClaimedByCurrentThread()) {
            return claim.get();
        }
        Observation observation =
                Observation.createNotStarted("globallock.claim", () -> new ClaimObservationContext(key), registry);
        return observation.isNoop() ? claim.get() : observed(observation, key, claim);
    }

    private static Claim observed(Observation observation, String key, Supplier<Claim> claim) {
        observation
                .contextualName("claim " + key)
                .lowCardinalityKeyValue("lock", key)
                .start();
        String outcome = "failed";
        try {
            Claim made = claim.get();
            outcome = "acquired";
            return made;
        } catch (ClaimTimeoutException e) {
            outcome = "timeout";
            e.holder().ifPresent(holder -> observation.highCardinalityKeyValue("holder", describe(holder)));
            observation.error(e);
            throw e;
        } catch (ClaimInterruptedException e) {
            outcome = "interrupted";
            observation.error(e);
            throw e;
        } catch (RuntimeException e) {
            observation.error(e);
            throw e;
        } finally {
            observation.lowCardinalityKeyValue("outcome", outcome).stop();
        }
    }

    private static String describe(Holder holder) {
        Optional<String> name = holder.thread().or(holder::label);
        String pid = holder.pid().isPresent() ? "pid " + holder.pid().getAsLong() : "unknown process";
        return name.map(text -> pid + " " + text).orElse(pid);
    }
}
