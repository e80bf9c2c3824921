package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.spring.ClaimObserver;
import io.globallock.spring.GlobalLockTemplate;
import io.globallock.spring.LockTests;
import io.globallock.spring.actuate.ContentionRecorder;
import io.globallock.spring.actuate.GlobalLocksEndpoint;
import io.globallock.spring.actuate.GlobalLocksHealthIndicator;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.metrics.GlobalLockMetrics;
import io.globallock.spring.metrics.ObservedClaims;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** One test for each condition. */
@Timeout(60)
class ConditionTests {

    private final ApplicationContextRunner everything = LockTests.application()
            .withConfiguration(AutoConfigurations.of(
                    GlobalLockMetricsAutoConfiguration.class,
                    GlobalLockObservationAutoConfiguration.class,
                    GlobalLocksEndpointAutoConfiguration.class,
                    GlobalLocksHealthContributorAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    ObservationAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=globallocks")
            .withBean(Service.class);

    @Test
    void hasEverythingByDefault() {
        everything.run(context -> {
            assertThat(context)
                    .hasSingleBean(GlobalLocksEndpoint.class)
                    .hasSingleBean(GlobalLocksHealthIndicator.class)
                    .hasSingleBean(GlobalLockMetrics.class)
                    .hasSingleBean(ObservedClaims.class);
            assertProtected(context.getBean(Service.class), context.getBean("a", GlobalLock.class));
        });
    }

    @Test
    void hasNothingWhenSwitchedOff() {
        everything.withPropertyValues("global-lock.enabled=false").run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(GlobalLocks.class)
                    .doesNotHaveBean(GlobalLockTemplate.class)
                    .doesNotHaveBean(GlobalLocksEndpoint.class)
                    .doesNotHaveBean(GlobalLocksHealthIndicator.class)
                    .doesNotHaveBean(GlobalLockMetrics.class)
                    .doesNotHaveBean(ObservedClaims.class);
        });
    }

    @Test
    void locksWithoutMicrometer() {
        everything.withClassLoader(new FilteredClassLoader("io.micrometer")).run(context -> {
            assertThat(context)
                    .doesNotHaveBean("globalLockMetrics")
                    .doesNotHaveBean(ClaimObserver.class)
                    .hasSingleBean(GlobalLocksEndpoint.class);
            assertProtected(context.getBean(Service.class), context.getBean("a", GlobalLock.class));
        });
    }

    /** {@link ClassPathTests} does without all of it. */
    @Test
    void locksWithoutActuator() {
        everything
                .withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class, HealthIndicator.class))
                .run(context -> {
                    assertThat(context)
                            .doesNotHaveBean("globalLocksEndpoint")
                            .doesNotHaveBean("globalLocksHealthIndicator")
                            .doesNotHaveBean("globalLockContentionRecorder")
                            .hasSingleBean(GlobalLockMetrics.class);
                    assertProtected(context.getBean(Service.class), context.getBean("a", GlobalLock.class));
                });
    }

    @Test
    void locksWithoutReactor() {
        everything
                .withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams"))
                .run(context ->
                        assertProtected(context.getBean(Service.class), context.getBean("a", GlobalLock.class)));
    }

    @Test
    void recordsNothingForAnEndpointThatIsNotExposed() {
        everything
                .withPropertyValues("management.endpoints.web.exposure.include=health")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(GlobalLocksEndpoint.class)
                        .doesNotHaveBean(ContentionRecorder.class));
    }

    @Test
    void hasNoHealthWhenItIsDisabled() {
        everything
                .withPropertyValues("management.health.globallocks.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(GlobalLocksHealthIndicator.class));
    }

    @Test
    void hasNoMetersWithoutARegistry() {
        LockTests.application()
                .withConfiguration(AutoConfigurations.of(GlobalLockMetricsAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(GlobalLockMetrics.class));
    }

    @Test
    void metersCanBeSwitchedOffAsAllMetersAre() {
        everything
                .withPropertyValues("management.metrics.enable.globallock=false")
                .run(context -> {
                    context.getBean(Service.class).run(context.getBean("a", GlobalLock.class));
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("globallock.claim")
                                    .timers())
                            .isEmpty();
                });
    }

    @Test
    void percentilesAreConfiguredAsForAllMeters() {
        everything
                .withPropertyValues("management.metrics.distribution.percentiles.globallock.hold=0.99")
                .run(context -> {
                    context.getBean(Service.class).run(context.getBean("a", GlobalLock.class));
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("globallock.hold")
                                    .tag("lock", "a")
                                    .timer()
                                    .takeSnapshot()
                                    .percentileValues())
                            .hasSize(1);
                });
    }

    @Test
    void observationCanBeSwitchedOff() {
        everything.withPropertyValues("global-lock.observation.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(ClaimObserver.class)
                .hasSingleBean(ObservationRegistry.class));
    }

    @Test
    void anObservedClaimIsCountedOnce() {
        everything.run(context -> {
            context.getBean(Service.class).run(context.getBean("a", GlobalLock.class));
            assertThat(context.getBean(MeterRegistry.class)
                            .find("globallock.claim")
                            .tag("lock", "a")
                            .timers())
                    .allSatisfy(
                            timer -> assertThat(timer.getId().getTag("error")).isNull())
                    .extracting(Timer::count)
                    .containsExactlyInAnyOrder(1L, 0L, 0L, 0L);
        });
    }

    @Test
    void anEndpointOfTheUserWins() {
        everything
                .withBean("own", GlobalLocksEndpoint.class, () -> new GlobalLocksEndpoint(null, null))
                .run(context -> assertThat(context)
                        .hasSingleBean(GlobalLocksEndpoint.class)
                        .hasBean("own"));
    }

    private static void assertProtected(Service service, GlobalLock lock) {
        assertThat(service.run(lock)).isTrue();
    }

    public static class Service {
        @GlobalLocked("a")
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }
    }
}
