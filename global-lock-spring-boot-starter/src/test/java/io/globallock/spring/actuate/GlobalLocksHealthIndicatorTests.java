package io.globallock.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.LockTests;
import io.globallock.spring.actuate.GlobalLocksHealthIndicator.LockHealth;
import io.globallock.spring.autoconfigure.GlobalLocksHealthContributorAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

@Timeout(60)
class GlobalLocksHealthIndicatorTests {

    @Test
    void aHeldLockIsUp() {
        LockTests.application().run(context -> {
            try (Claim claim = context.getBean("a", GlobalLock.class).claim()) {
                Health health = health(context);
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat(health.getDetails())
                        .containsEntry("a", new LockHealth("owned", null, null))
                        .containsEntry("b", new LockHealth("free", null, null));
                assertThat(claim.isHeld()).isTrue();
            }
        });
    }

    @Test
    void aHoldThatIsTooLongIsADetailAndStillUp() {
        LockTests.application().withPropertyValues("global-lock.max-hold=1ms").run(context -> {
            try (Claim claim = context.getBean("a", GlobalLock.class).claim()) {
                Awaitility.await().until(() -> claim.held().toMillis() > 5);
                Health health = health(context);
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat(health.getDetails().get("a"))
                        .isInstanceOfSatisfying(LockHealth.class, detail -> assertThat(detail.heldTooLongMillis())
                                .isGreaterThanOrEqualTo(5));
            }
        });
    }

    @Test
    void aLockThatCannotAnswerIsDown() {
        LockTests.application().run(context -> {
            context.getBean("b", GlobalLock.class).close();
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("b"))
                    .isInstanceOfSatisfying(LockHealth.class, detail -> assertThat(detail.problem())
                            .contains("closed"));
        });
    }

    @Test
    void aHoldThatIsTooLongIsDownWhereThatIsWanted() {
        LockTests.application()
                .withConfiguration(AutoConfigurations.of(GlobalLocksHealthContributorAutoConfiguration.class))
                .withPropertyValues("global-lock.max-hold=1ms", "global-lock.health.down-when-held-too-long=true")
                .run(context -> {
                    HealthIndicator health = context.getBean(HealthIndicator.class);
                    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                    try (Claim claim = context.getBean("a", GlobalLock.class).claim()) {
                        Awaitility.await().until(() -> claim.held().toMillis() > 5);
                        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
                    }
                    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                });
    }

    private static Health health(AssertableApplicationContext context) {
        return new GlobalLocksHealthIndicator(context.getBean(KeyedLocks.class), false).health();
    }
}
