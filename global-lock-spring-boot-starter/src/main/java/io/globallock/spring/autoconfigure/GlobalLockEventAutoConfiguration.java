package io.globallock.spring.autoconfigure;

import io.globallock.spring.KeyedLocks;
import io.globallock.spring.event.LockEventPublisher;
import io.globallock.spring.event.MaxHoldWatchdog;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** Application events of locks, and the watchdog of {@code max-hold}. */
@AutoConfiguration(after = GlobalLockAutoConfiguration.class)
@ConditionalOnBean(KeyedLocks.class)
public final class GlobalLockEventAutoConfiguration {

    @Bean
    LockEventPublisher globalLockEventPublisher(ApplicationEventPublisher application, KeyedLocks locks) {
        return new LockEventPublisher(application, locks);
    }

    @Bean
    MaxHoldWatchdog globalLockMaxHoldWatchdog(KeyedLocks locks, ApplicationEventPublisher application) {
        return new MaxHoldWatchdog(locks, application);
    }
}
