package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLocks;
import io.globallock.LockListener;
import io.globallock.spring.event.EarlyTakeovers;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * Lets the listeners of one context hear. They may themselves use locks, so it comes after all singletons. Where the locks are a
 * parent context's it takes the listeners back, so that the parent does not keep and tell what has been closed.
 */
final class ListenerRegistration implements SmartInitializingSingleton, DisposableBean {

    private final ListableBeanFactory beans;
    private final EarlyTakeovers early;
    private List<GlobalLocks> inherited = List.of();
    private List<LockListener> listeners = List.of();

    ListenerRegistration(ListableBeanFactory beans, EarlyTakeovers early) {
        this.beans = beans;
        this.early = early;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<GlobalLocks> own =
                List.copyOf(beans.getBeansOfType(GlobalLocks.class).values());
        if (own.isEmpty()) {
            inherited = beans.getBeanProvider(GlobalLocks.class).stream().toList();
        }
        listeners = beans.getBeansOfType(LockListener.class).values().stream()
                .filter(listener -> listener != early)
                .sorted(AnnotationAwareOrderComparator.INSTANCE)
                .toList();
        own.forEach(locks -> listeners.forEach(locks::addListener));
        inherited.forEach(locks -> listeners.forEach(locks::addListener));
        early.tell(listeners);
    }

    @Override
    public void destroy() {
        inherited.forEach(locks -> listeners.forEach(locks::removeListener));
    }
}
