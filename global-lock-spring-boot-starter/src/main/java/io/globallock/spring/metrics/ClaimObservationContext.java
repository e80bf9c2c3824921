package io.globallock.spring.metrics;

import io.micrometer.observation.Observation;

/** What handlers see of the observation of a claim, to tell it from others. */
public final class ClaimObservationContext extends Observation.Context {

    private final String key;

    ClaimObservationContext(String key) {
        this.key = key;
    }

    /** What the application calls the lock. */
    public String key() {
        return key;
    }
}
