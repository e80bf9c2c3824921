package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.spring.ClaimDrain;
import io.globallock.spring.ClaimObserver;
import io.globallock.spring.GlobalLockTemplate;
import io.globallock.spring.KeyedClaims;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.event.EarlyTakeovers;
import io.globallock.spring.event.LockEvent;
import io.globallock.spring.event.LockEventPublisher;
import io.globallock.spring.event.MaxHoldWatchdog;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ApplicationEventMulticaster;

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
    GlobalLocks globalLocks(LockSettingsFactory settings, EarlyTakeovers early) {
        GlobalLocks locks = GlobalLocks.create(settings.defaults());
        locks.addListener(early);
        return locks;
    }

    /** Added to the locks before all others, and not among them. */
    @Bean
    EarlyTakeovers globalLockEarlyTakeovers() {
        return new EarlyTakeovers();
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
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT) // a parent's does not know this context's keys
    GlobalLockTemplate globalLockTemplate(KeyedClaims claims) {
        return new GlobalLockTemplate(claims);
    }

    @Bean
    ClaimDrain globalLockClaimDrain(
            GlobalLocks locks,
            KeyedLocks keyed,
            KeyedClaims claims,
            ApplicationContext application,
            GlobalLockProperties properties) {
        Supplier<Collection<GlobalLock>> own =
                () -> keyed.own().stream().map(KeyedLock::lock).toList();
        return new ClaimDrain(
                application.getParent() == null ? locks::locks : own,
                claims,
                application,
                properties.getShutdownTimeout());
    }

    @Bean
    LockEventPublisher globalLockEventPublisher(ConfigurableApplicationContext application, KeyedLocks locks) {
        return new LockEventPublisher(publisher(application), locks);
    }

    @Bean
    MaxHoldWatchdog globalLockMaxHoldWatchdog(KeyedLocks locks, ConfigurableApplicationContext application) {
        return new MaxHoldWatchdog(locks, publisher(application));
    }

    /** In a child context to its own listeners only: the parent's have a publisher of their own. */
    private static Consumer<LockEvent> publisher(ConfigurableApplicationContext application) {
        if (application.getParent() == null) {
            return application::publishEvent;
        }
        return event -> application
                .getBeanFactory()
                .getBean(ApplicationEventMulticaster.class)
                .multicastEvent(new PayloadApplicationEvent<>(application, event));
    }

    @Bean
    ListenerRegistration globalLockListenerRegistration(ListableBeanFactory beans, EarlyTakeovers early) {
        return new ListenerRegistration(beans, early);
    }
}
