package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The operations of methods, parsed once each. Thread-safe. */
final class LockedOperations {

    private final LockedOperationParser parser;
    private final BooleanSupplier classProxies;
    private final Map<MethodClassKey, Optional<LockedOperation>> cache = new ConcurrentHashMap<>();

    /** Operations of beans whose proxies are subclasses of their classes, or else implement their interfaces. */
    LockedOperations(LockedOperationParser parser, BooleanSupplier classProxies) {
        this.parser = parser;
        this.classProxies = classProxies;
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
        Method specific = mostSpecific(method, userClass);
        if (specific.isSynthetic() || Modifier.isPrivate(specific.getModifiers())) {
            return null;
        }
        LockAnnotations.Found annotation = LockAnnotations.find(specific, method, userClass);
        return annotation == null ? null : parser.parse(annotation, specific, userClass);
    }

    /** The class's own method; for a bean that is a JDK proxy itself the interface's, as the proxy's knows no names and no generics. */
    private static Method mostSpecific(Method method, Class<?> type) {
        return Proxy.isProxyClass(type)
                ? ClassUtils.getInterfaceMethodIfPossible(method, type)
                : AopUtils.getMostSpecificMethod(method, type);
    }

    /**
     * Parses all methods of a class, so that what is wrong shows when its bean is created.
     *
     * @throws InvalidLockedMethodException if an annotation cannot mean what it says
     */
    void check(Class<?> type) {
        Class<?> userClass = ClassUtils.getUserClass(type);
        for (Method method : ReflectionUtils.getUniqueDeclaredMethods(userClass)) {
            if (!method.isSynthetic() && !method.isBridge()) {
                checkInterceptable(method, userClass);
                find(method, type);
            }
        }
    }

    private void checkInterceptable(Method method, Class<?> type) {
        if (isHidden(method, type) && isMeant(method)) {
            throw new InvalidLockedMethodException(
                    method,
                    "no proxy can intercept a private, static or final method, nor a package-private one of a superclass in"
                            + " another package, so it would run without its lock",
                    "Make it an overridable method of the bean, public or protected, or use GlobalLockTemplate.");
        }
    }

    private boolean isHidden(Method method, Class<?> type) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
            return true;
        }
        if (Modifier.isFinal(modifiers)) {
            boolean interfaces = Proxy.isProxyClass(type) || !classProxies.getAsBoolean();
            return !interfaces || !isOfAnInterface(method, type);
        }
        boolean packagePrivate = !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
        Class<?> declaring = method.getDeclaringClass();
        return packagePrivate
                && (!declaring.getPackageName().equals(type.getPackageName())
                        || declaring.getClassLoader() != type.getClassLoader());
    }

    /** By an annotation of its own; or by its type's, which means what others could call. */
    private static boolean isMeant(Method method) {
        int modifiers = method.getModifiers();
        return LockAnnotations.isOn(method)
                || (!Modifier.isPrivate(modifiers)
                        && !Modifier.isStatic(modifiers)
                        && !ReflectionUtils.isObjectMethod(method)
                        && LockAnnotations.isOn(method.getDeclaringClass()));
    }

    private static boolean isOfAnInterface(Method method, Class<?> type) {
        return ClassUtils.getInterfaceMethodIfPossible(method, type)
                .getDeclaringClass()
                .isInterface();
    }
}
