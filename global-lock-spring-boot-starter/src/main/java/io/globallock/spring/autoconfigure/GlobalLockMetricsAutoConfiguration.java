package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLocks;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.event.MaxHoldWatchdog;
import io.globallock.spring.metrics.ClaimMeterHandler;
import io.globallock.spring.metrics.GlobalLockMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Meters of the configured locks. Switched off as all meters are: {@code management.metrics.enable.globallock=false}. */
@AutoConfiguration(
        after = GlobalLockAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, KeyedLocks.class})
public final class GlobalLockMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GlobalLockMetrics globalLockMetrics(GlobalLocks locks, KeyedLocks keyed, MaxHoldWatchdog watchdog) {
        return new GlobalLockMetrics(locks, keyed::byKey, lock -> watchdog.exceeded(lock.name()));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ClaimMeterHandler claimMeterHandler() {
        return new ClaimMeterHandler();
    }
}
