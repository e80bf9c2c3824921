package io.globallock.spring.metrics;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;

/**
 * Keeps Micrometer's own handler away from observations of claims: {@link GlobalLockMetrics} has a timer of that name for all
 * claims already, and would count those of annotations twice. Must be asked first.
 */
public final class ClaimMeterHandler implements MeterObservationHandler<ClaimObservationContext> {

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ClaimObservationContext;
    }
}
