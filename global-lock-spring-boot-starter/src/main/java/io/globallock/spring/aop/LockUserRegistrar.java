package io.globallock.spring.aop;

import io.globallock.GlobalLocks;
import java.util.Arrays;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Notes that beans with lock annotations use the locks, so that they are destroyed before the locks close. */
public final class LockUserRegistrar implements BeanPostProcessor {

    private final ConfigurableListableBeanFactory beans;

    public LockUserRegistrar(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Advised advised
                && Arrays.stream(advised.getAdvisors()).anyMatch(LockedAdvisor.class::isInstance)) {
            for (String locks : beans.getBeanNamesForType(GlobalLocks.class, false, false)) {
                beans.registerDependentBean(locks, beanName);
            }
        }
        return bean;
    }
}
