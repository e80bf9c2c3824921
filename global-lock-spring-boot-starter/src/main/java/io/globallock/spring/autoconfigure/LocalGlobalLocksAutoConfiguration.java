package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLocks;
import io.globallock.spring.test.LocalGlobalLocks;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The locks of a slice; only {@link io.globallock.spring.test.AutoConfigureGlobalLocks} asks for it. */
@AutoConfiguration(before = GlobalLockAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "global-lock.enabled", matchIfMissing = true)
public final class LocalGlobalLocksAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(GlobalLocks.class)
    LocalGlobalLocks globalLocks(LockSettingsFactory settings) {
        return new LocalGlobalLocks(settings.defaults());
    }
}
