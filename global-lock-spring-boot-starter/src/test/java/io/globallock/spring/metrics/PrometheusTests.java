package io.globallock.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.LockTests;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrometheusTests {

    @Test
    void aScrapeShowsEveryMeterUnderItsName() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.LOCAL))) {
            new GlobalLockMetrics(locks, () -> Map.of("bus", locks.get(LockTests.uniqueName())), lock -> 0)
                    .bindTo(registry);
            locks.locks().forEach(lock -> lock.claim().close());
            assertThat(registry.scrape())
                    .contains("globallock_claim_seconds_count{lock=\"bus\",outcome=\"acquired\"} 1")
                    .contains("globallock_claim_seconds_count{lock=\"bus\",outcome=\"timeout\"} 0")
                    .contains("globallock_claim_active_seconds_count{lock=\"bus\"} 0")
                    .contains("globallock_hold_seconds_count{lock=\"bus\"} 1")
                    .contains("globallock_hold_active_seconds{lock=\"bus\"} 0.0")
                    .contains("globallock_hold_exceeded_total{lock=\"bus\"} 0.0")
                    .contains("globallock_claimed{lock=\"bus\"} 0.0")
                    .contains("globallock_waiters{lock=\"bus\"} 0.0");
        }
    }
}
