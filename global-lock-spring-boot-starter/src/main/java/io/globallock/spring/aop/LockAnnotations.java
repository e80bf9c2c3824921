package io.globallock.spring.aop;

import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.annotation.I2cLocked;
import io.globallock.spring.annotation.OnTimeout;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartFactoryBean;
import org.springframework.context.Lifecycle;
import org.springframework.context.Phased;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/** Reads the lock annotation that counts for a method, wherever it stands. */
final class LockAnnotations {

    private static final int NO_BUS = -1;

    private LockAnnotations() {}

    /** What the container asks a bean, also while it stops: an annotation of the type does not mean these. */
    private static final List<Class<?>> CALLBACKS = List.of(
            SmartLifecycle.class,
            Lifecycle.class,
            Phased.class,
            Ordered.class,
            SmartFactoryBean.class,
            FactoryBean.class,
            InitializingBean.class,
            DisposableBean.class);

    /** The annotation of the method, of the methods it overrides or implements, else of its types; null: none. */
    static @Nullable Found find(Method specific, Method called, Class<?> targetClass) {
        Found found = read(specific, specific);
        if (found == null && !called.equals(specific)) {
            found = read(called, specific);
        }
        if (found != null || isCallback(specific, targetClass)) {
            return found;
        }
        found = read(targetClass, specific);
        return found != null ? found : read(called.getDeclaringClass(), specific);
    }

    private static boolean isCallback(Method method, Class<?> type) {
        for (Class<?> callback : CALLBACKS) {
            if (callback.isAssignableFrom(type)
                    && ClassUtils.hasMethod(callback, method.getName(), method.getParameterTypes())) {
                return true;
            }
        }
        return Aware.class.isAssignableFrom(type)
                && Aware.class.isAssignableFrom(
                        ClassUtils.getInterfaceMethodIfPossible(method, type).getDeclaringClass());
    }

    static boolean isOn(AnnotatedElement element) {
        return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(GlobalLocked.class);
    }

    private static @Nullable Found read(AnnotatedElement element, Method method) {
        MergedAnnotations all = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
        MergedAnnotation<GlobalLocked> locked = all.get(GlobalLocked.class);
        if (!locked.isPresent()) {
            return null;
        }
        boolean rivals = all.stream(GlobalLocked.class)
                        .filter(other -> other.getAggregateIndex() == locked.getAggregateIndex())
                        .count()
                > 1;
        if (rivals) {
            throw new InvalidLockedMethodException(
                    method, "two lock annotations stand on one element", "Name all keys in one annotation.");
        }
        MergedAnnotation<I2cLocked> i2c = all.stream(I2cLocked.class)
                .filter(candidate -> candidate.getAggregateIndex() == locked.getAggregateIndex())
                .findFirst()
                .orElse(MergedAnnotation.missing());
        return new Found(
                keys(locked, i2c, method),
                i2c.isPresent(),
                locked.getString("timeout"),
                locked.getEnum("onTimeout", OnTimeout.class),
                locked.getString("fallbackMethod"));
    }

    private static List<String> keys(
            MergedAnnotation<GlobalLocked> locked, MergedAnnotation<I2cLocked> i2c, Method method) {
        List<String> keys = List.of(locked.getStringArray("keys"));
        int bus = i2c.isPresent() ? i2c.getInt("bus") : NO_BUS;
        if (bus == NO_BUS) {
            return keys;
        }
        if (bus < NO_BUS || !keys.isEmpty()) {
            throw new InvalidLockedMethodException(
                    method,
                    bus < NO_BUS ? "bus " + bus + " is negative" : "it has a bus and a key",
                    "Give a bus of 0 or more, or keys.");
        }
        return List.of("i2c-" + bus);
    }

    /** An annotation's attributes, as they are written. */
    record Found(List<String> keys, boolean i2c, String timeout, OnTimeout onTimeout, String fallbackMethod) {}
}
