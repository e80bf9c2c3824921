package io.globallock.spring.aop;

import io.globallock.GlobalLocks;
import java.util.Arrays;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Notes that beans with lock annotations use the locks, so that they are destroyed before the locks close. */
public final class LockUserRegistrar implements BeanPostProcessor {

    private final ConfigurableListableBeanFactory beans;
    private final String advisorName;

    /** Of a bean factory where the advisor has this name. */
    public LockUserRegistrar(ConfigurableListableBeanFactory beans, String advisorName) {
        this.beans = beans;
        this.advisorName = advisorName;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (isAdvised(bean) || isAdvisedEarly(bean)) {
            for (String locks : beans.getBeanNamesForType(GlobalLocks.class, false, false)) {
                beans.registerDependentBean(locks, beanName);
            }
        }
        return bean;
    }

    private static boolean isAdvised(Object bean) {
        return bean instanceof Advised advised
                && Arrays.stream(advised.getAdvisors()).anyMatch(LockedAdvisor.class::isInstance);
    }

    /** In a circle of references the proxy was given away before, and the bean itself comes along here. */
    private boolean isAdvisedEarly(Object bean) {
        return beans.containsSingleton(advisorName)
                && beans.getBean(advisorName, LockedAdvisor.class)
                        .getPointcut()
                        .getClassFilter()
                        .matches(bean.getClass());
    }
}
