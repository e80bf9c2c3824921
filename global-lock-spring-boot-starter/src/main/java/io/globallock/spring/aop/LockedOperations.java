package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The operations of methods, parsed once each. Thread-safe. */
final class LockedOperations {

    private final LockedOperationParser parser;
    private final Map<MethodClassKey, Optional<LockedOperation>> cache = new ConcurrentHashMap<>();

    LockedOperations(LockedOperationParser parser) {
        this.parser = parser;
    }

    /** What a call of the method on this class means; null: no lock. */
    @Nullable
    LockedOperation find(Method method, Class<?> targetClass) {
        MethodClassKey key = new MethodClassKey(method, targetClass);
        Optional<LockedOperation> known = cache.get(key);
        if (known == null) {
            known = Optional.ofNullable(parse(method, targetClass));
            cache.put(key, known);
        }
        return known.orElse(null);
    }

    private @Nullable LockedOperation parse(Method method, Class<?> targetClass) {
        if (ReflectionUtils.isObjectMethod(method)) {
            return null;
        }
        Class<?> userClass = ClassUtils.getUserClass(targetClass);
        Method specific = AopUtils.getMostSpecificMethod(method, userClass);
        if (specific.isSynthetic() || Modifier.isPrivate(specific.getModifiers())) {
            return null;
        }
        LockAnnotations.Found annotation = LockAnnotations.find(specific, method, userClass);
        return annotation == null ? null : parser.parse(annotation, specific, userClass);
    }

    /**
     * Parses all methods of a class, so that what is wrong shows when its bean is created.
     *
     * @throws InvalidLockedMethodException if an annotation cannot mean what it says
     */
    void check(Class<?> type) {
        for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
            if (!method.isSynthetic() && !method.isBridge()) {
                checkInterceptable(method, type);
                find(method, type);
            }
        }
    }

    private static void checkInterceptable(Method method, Class<?> type) {
        int modifiers = method.getModifiers();
        boolean hidden = Modifier.isPrivate(modifiers)
                || Modifier.isStatic(modifiers)
                || (Modifier.isFinal(modifiers) && !isOfAnInterface(method, type));
        if (hidden && LockAnnotations.isOn(method)) {
            throw new InvalidLockedMethodException(
                    method,
                    "no proxy can intercept a private, static or final method, so it would run without its lock",
                    "Make it an overridable method of the bean, or use GlobalLockTemplate.");
        }
    }

    private static boolean isOfAnInterface(Method method, Class<?> type) {
        return ClassUtils.getInterfaceMethodIfPossible(method, type)
                .getDeclaringClass()
                .isInterface();
    }
}
