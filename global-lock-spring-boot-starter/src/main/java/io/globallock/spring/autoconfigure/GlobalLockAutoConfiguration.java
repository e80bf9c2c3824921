package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLocks;
import io.globallock.LockListener;
import io.globallock.spring.ClaimDrain;
import io.globallock.spring.ClaimObserver;
import io.globallock.spring.GlobalLockTemplate;
import io.globallock.spring.KeyedClaims;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.event.LockEventPublisher;
import io.globallock.spring.event.MaxHoldWatchdog;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The locks themselves: {@link GlobalLocks}, a {@link io.globallock.GlobalLock} for each key, the template, and the events. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "global-lock.enabled", matchIfMissing = true)
@EnableConfigurationProperties(GlobalLockProperties.class)
@Import(ConfiguredLocksRegistrar.class)
public final class GlobalLockAutoConfiguration {

    @Bean
    LockSettingsFactory globalLockSettingsFactory(GlobalLockProperties properties) {
        return new LockSettingsFactory(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    GlobalLocks globalLocks(LockSettingsFactory settings) {
        return GlobalLocks.create(settings.defaults());
    }

    @Bean(GlobalLockFactory.BEAN_NAME)
    GlobalLockFactory globalLockFactory(GlobalLocks locks, LockSettingsFactory settings) {
        return new GlobalLockFactory(locks, settings);
    }

    @Bean
    KeyedLocks keyedLocks(ListableBeanFactory beans, LockSettingsFactory settings) {
        return new KeyedLocks(beans, settings::settings);
    }

    @Bean
    KeyedClaims keyedClaims(KeyedLocks locks, ObjectProvider<ClaimObserver> observer) {
        return new KeyedClaims(locks, observer.getIfAvailable(() -> ClaimObserver.NONE));
    }

    @Bean
    @ConditionalOnMissingBean
    GlobalLockTemplate globalLockTemplate(KeyedClaims claims) {
        return new GlobalLockTemplate(claims);
    }

    @Bean
    ClaimDrain globalLockClaimDrain(
            GlobalLocks locks, KeyedClaims claims, ApplicationContext application, GlobalLockProperties properties) {
        return new ClaimDrain(locks, claims, application, properties.getShutdownTimeout());
    }

    @Bean
    LockEventPublisher globalLockEventPublisher(ApplicationEventPublisher application, KeyedLocks locks) {
        return new LockEventPublisher(application, locks);
    }

    @Bean
    MaxHoldWatchdog globalLockMaxHoldWatchdog(KeyedLocks locks, ApplicationEventPublisher application) {
        return new MaxHoldWatchdog(locks, application);
    }

    /** Listeners may themselves use locks, so they are made after all singletons. */
    @Bean
    SmartInitializingSingleton globalLockListenerRegistration(
            ObjectProvider<GlobalLocks> locks, ObjectProvider<LockListener> listeners) {
        return () -> locks.forEach(each -> listeners.orderedStream().forEach(each::addListener));
    }
}
