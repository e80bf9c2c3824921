package io.globallock.spring.aop;

import io.globallock.spring.KeyedClaims;
import io.globallock.spring.KeyedLocks;
import java.util.function.Supplier;
import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Pointcut;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/** Puts locks around annotated methods. Asks for other beans only when the first annotated bean needs them. */
public final class LockedAdvisor extends AbstractPointcutAdvisor {

    private static final long serialVersionUID = 1;

    private final transient Pointcut pointcut;
    private final transient Advice advice;

    /**
     * The advisor of an application.
     *
     * @param order where it stands among other advice
     * @param transactionWarning whether a claim inside an open transaction is reported
     */
    public LockedAdvisor(
            ConfigurableBeanFactory beans,
            Supplier<KeyedLocks> locks,
            Supplier<KeyedClaims> claims,
            Supplier<@Nullable String> defaultI2cLock,
            int order,
            boolean transactionWarning) {
        LockedOperations operations = new LockedOperations(
                new LockedOperationParser(beans, locks, defaultI2cLock), () -> proxiesClasses(beans));
        this.pointcut = new LockedPointcut(operations);
        this.advice = new LockedInterceptor(operations, claims, new TransactionWarning(transactionWarning));
        setOrder(order);
    }

    /** As Boot sets it, for all beans: {@code spring.aop.proxy-target-class}. */
    private static boolean proxiesClasses(ConfigurableBeanFactory beans) {
        return beans.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
                && beans.getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME) instanceof ProxyConfig creator
                && creator.isProxyTargetClass();
    }

    @Override
    public Pointcut getPointcut() {
        return pointcut;
    }

    @Override
    public Advice getAdvice() {
        return advice;
    }
}
