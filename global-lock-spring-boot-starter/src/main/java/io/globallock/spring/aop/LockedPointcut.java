package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/** The methods that have a lock annotation. Checks all annotations of a class when it meets the class first. */
final class LockedPointcut extends StaticMethodMatcherPointcut {

    private final LockedOperations operations;
    private final Set<Class<?>> checked = ConcurrentHashMap.newKeySet();

    LockedPointcut(LockedOperations operations) {
        this.operations = operations;
        setClassFilter(new LockCandidates());
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        if (!checked.contains(targetClass)) {
            operations.check(targetClass);
            checked.add(targetClass);
        }
        return operations.find(method, targetClass) != null;
    }
}
