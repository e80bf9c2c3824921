package io.globallock.spring.autoconfigure;

import io.globallock.spring.KeyedLocks;
import io.globallock.spring.actuate.GlobalLocksHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health contributor {@code globalLocks}. */
@AutoConfiguration(after = GlobalLockAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("globallocks")
@ConditionalOnBean(KeyedLocks.class)
public final class GlobalLocksHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "globalLocksHealthIndicator")
    GlobalLocksHealthIndicator globalLocksHealthIndicator(KeyedLocks locks, GlobalLockProperties properties) {
        return new GlobalLocksHealthIndicator(locks, properties.getHealth().isDownWhenHeldTooLong());
    }
}
