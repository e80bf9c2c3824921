package io.globallock.spring.autoconfigure;

import io.globallock.spring.KeyedClaims;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.aop.LockUserRegistrar;
import io.globallock.spring.aop.LockedAdvisor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Locks around annotated methods. */
@AutoConfiguration(after = GlobalLockAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "global-lock.enabled", matchIfMissing = true)
@Import(AutoProxyCreatorRegistrar.class)
public final class GlobalLockAopAutoConfiguration {

    /** Outside transactions, caches and other advice with the usual order, and inside method security. */
    static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 10;

    private static final String ADVISOR = "lockedAdvisor";

    /** Reads the environment and not the properties bean: an advisor exists before beans can be post-processed. */
    @Bean(ADVISOR)
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static LockedAdvisor lockedAdvisor(ConfigurableListableBeanFactory beans, Environment environment) {
        return new LockedAdvisor(
                beans,
                () -> beans.getBean(KeyedLocks.class),
                () -> beans.getBean(KeyedClaims.class),
                () -> environment.getProperty("global-lock.i2c.default-lock"),
                environment.getProperty("global-lock.order", Integer.class, DEFAULT_ORDER),
                environment.getProperty("global-lock.transaction.warn", Boolean.class, true));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static LockUserRegistrar lockUserRegistrar(ConfigurableListableBeanFactory beans) {
        return new LockUserRegistrar(beans, ADVISOR);
    }
}
