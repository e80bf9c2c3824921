package io.globallock.spring.autoconfigure;

import io.globallock.spring.KeyedLocks;
import io.globallock.spring.actuate.ContentionRecorder;
import io.globallock.spring.actuate.GlobalLocksEndpoint;
import io.globallock.spring.actuate.GlobalLocksEndpointWebExtension;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code globallocks}. */
@AutoConfiguration(after = GlobalLockAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(GlobalLocksEndpoint.class)
@ConditionalOnBean(KeyedLocks.class)
public final class GlobalLocksEndpointAutoConfiguration {

    @Bean
    ContentionRecorder globalLockContentionRecorder() {
        return new ContentionRecorder();
    }

    @Bean
    @ConditionalOnMissingBean
    GlobalLocksEndpoint globalLocksEndpoint(KeyedLocks locks, ContentionRecorder contention) {
        return new GlobalLocksEndpoint(locks, contention);
    }

    @Bean
    @ConditionalOnMissingBean
    GlobalLocksEndpointWebExtension globalLocksEndpointWebExtension(GlobalLocksEndpoint endpoint) {
        return new GlobalLocksEndpointWebExtension(endpoint);
    }
}
