package io.globallock.spring.autoconfigure;

import io.globallock.spring.ClaimObserver;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.metrics.ObservedClaims;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Observations of the claims that annotations and the template make. */
@AutoConfiguration(
        after = GlobalLockAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "global-lock.observation.enabled", matchIfMissing = true)
@ConditionalOnBean({ObservationRegistry.class, KeyedLocks.class})
public final class GlobalLockObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(ClaimObserver.class)
    ObservedClaims observedClaims(ObservationRegistry registry) {
        return new ObservedClaims(registry);
    }
}
