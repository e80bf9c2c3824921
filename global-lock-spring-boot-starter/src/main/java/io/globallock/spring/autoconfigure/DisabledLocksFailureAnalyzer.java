package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.spring.GlobalLockTemplate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** What to do about a lock that is missing because all of them are switched off. */
final class DisabledLocksFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException>
        implements Ordered {

    private static final Set<Class<?>> TYPES = Set.of(GlobalLock.class, GlobalLocks.class, GlobalLockTemplate.class);

    private final Environment environment;

    DisabledLocksFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        ResolvableType missing = cause.getResolvableType();
        if (missing == null
                || !TYPES.contains(missing.toClass())
                || environment.getProperty("global-lock.enabled", Boolean.class, true)) {
            return null;
        }
        return new FailureAnalysis(
                "There is no " + missing.toClass().getName() + " because global-lock.enabled is false.",
                "Set global-lock.enabled=true; for tests without semaphores set global-lock.mechanism=local instead. Or inject"
                        + " an ObjectProvider.",
                cause);
    }

    /** Before Boot's own, which knows of no property. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
