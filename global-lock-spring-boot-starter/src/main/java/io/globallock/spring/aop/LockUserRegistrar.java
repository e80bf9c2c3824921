package io.globallock.spring.aop;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import java.util.Arrays;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Notes that beans with lock annotations use the locks, so that they are destroyed before the locks close; and keeps Spring from
 * closing a lock because it can be closed: that would be for the whole JVM, and before the beans that use it.
 */
public final class LockUserRegistrar implements MergedBeanDefinitionPostProcessor {

    private final ConfigurableListableBeanFactory beans;
    private final String advisorName;

    /** Of a bean factory where the advisor has this name. */
    public LockUserRegistrar(ConfigurableListableBeanFactory beans, String advisorName) {
        this.beans = beans;
        this.advisorName = advisorName;
    }

    /** A destroy method that somebody named stays. */
    @Override
    public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
        String destroy = definition.getDestroyMethodName();
        if (GlobalLock.class.isAssignableFrom(type)
                && (destroy == null || destroy.equals(AbstractBeanDefinition.INFER_METHOD))) {
            definition.setDestroyMethodName("");
        }
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
