package io.globallock.spring.aop;

import io.globallock.spring.KeyedLocks;
import io.globallock.spring.UnknownLockKeyException;
import io.globallock.spring.annotation.OnTimeout;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.ResolvableType;
import org.springframework.expression.ParseException;
import org.springframework.util.StringUtils;

/** Turns an annotation into an operation, and refuses what cannot work. */
final class LockedOperationParser {

    private final ConfigurableBeanFactory beans;
    private final Supplier<KeyedLocks> locks;
    private final Supplier<@Nullable String> defaultI2cLock;

    LockedOperationParser(
            ConfigurableBeanFactory beans, Supplier<KeyedLocks> locks, Supplier<@Nullable String> defaultI2cLock) {
        this.beans = beans;
        this.locks = locks;
        this.defaultI2cLock = defaultI2cLock;
    }

    LockedOperation parse(LockAnnotations.Found annotation, Method method, Class<?> type) {
        ResolvableType returned = ResolvableType.forMethodReturnType(method, type);
        ReturnShape shape = ReturnShape.of(method, returned);
        Method fallback = annotation.fallbackMethod().isEmpty()
                ? null
                : Fallbacks.find(method, type, annotation.fallbackMethod());
        if (annotation.onTimeout() == OnTimeout.SKIP) {
            checkSkip(method, returned.toClass(), fallback);
        }
        return new LockedOperation(
                keys(annotation, method, type),
                timeout(annotation.timeout(), method),
                annotation.onTimeout(),
                fallback,
                returned.toClass(),
                shape);
    }

    private static void checkSkip(Method method, Class<?> type, @Nullable Method fallback) {
        if (fallback != null) {
            throw new InvalidLockedMethodException(
                    method, "it has both onTimeout = SKIP and a fallbackMethod", "Choose one of them.");
        }
        if (type.isPrimitive() && type != void.class) {
            throw new InvalidLockedMethodException(
                    method,
                    "with onTimeout = SKIP there is no " + type + " that says \"skipped\"",
                    "Return an Optional, or name a fallbackMethod.");
        }
    }

    private LockKeys keys(LockAnnotations.Found annotation, Method method, Class<?> type) {
        List<String> texts = new ArrayList<>();
        for (String key : annotation.keys()) {
            texts.add(resolve(key, method));
        }
        if (texts.isEmpty()) {
            texts.add(defaultKey(annotation, method));
        }
        boolean constant = true;
        List<Function<MethodInvocation, ?>> perCall = new ArrayList<>();
        for (String text : texts) {
            if (KeyExpressions.isExpression(text)) {
                constant = false;
                perCall.add(expression(text, method, type));
            } else {
                require(text, method);
                perCall.add(call -> text);
            }
        }
        return constant ? LockKeys.constant(texts) : LockKeys.perCall(perCall);
    }

    private String defaultKey(LockAnnotations.Found annotation, Method method) {
        String i2c = annotation.i2c() ? defaultI2cLock.get() : null;
        if (StringUtils.hasText(i2c)) {
            return i2c;
        }
        Collection<String> known = locks.get().keys();
        if (known.size() != 1) {
            throw new InvalidLockedMethodException(
                    method,
                    "it names no key, and there are " + known.size() + " locks " + known,
                    annotation.i2c() ? "Name a key or a bus, or set global-lock.i2c.default-lock." : "Name a key.");
        }
        return known.iterator().next();
    }

    private void require(String key, Method method) {
        try {
            locks.get().require(key);
        } catch (UnknownLockKeyException e) {
            throw new InvalidLockedMethodException(
                    method,
                    "no lock has the key \"" + key + "\"; known are " + e.knownKeys(),
                    "Add global-lock.locks." + key + " to the configuration, or correct the key.",
                    e);
        }
    }

    private Function<MethodInvocation, @Nullable Object> expression(String text, Method method, Class<?> type) {
        try {
            return new KeyExpressions(beans).parse(text, method, type);
        } catch (ParseException e) {
            throw new InvalidLockedMethodException(
                    method,
                    "the key \"" + text + "\" is no SpEL expression: " + e.getMessage(),
                    "Correct it; a key that is no expression has no # at its start and no #{ inside.",
                    e);
        }
    }

    private @Nullable Duration timeout(String text, Method method) {
        String resolved = resolve(text, method);
        if (resolved.isEmpty()) {
            return null;
        }
        if (resolved.matches("[+-]?\\d+") && !resolved.matches("0+")) {
            throw new InvalidLockedMethodException(
                    method,
                    "the timeout \"" + resolved + "\" has no unit, and would be milliseconds",
                    "Write 500ms, 2s or PT0.5S.");
        }
        Duration timeout;
        try {
            timeout = DurationStyle.detectAndParse(resolved);
        } catch (IllegalArgumentException e) {
            throw new InvalidLockedMethodException(
                    method, "the timeout \"" + resolved + "\" is no duration", "Write 500ms, 2s or PT0.5S.", e);
        }
        if (timeout.isNegative()) {
            throw new InvalidLockedMethodException(
                    method,
                    "the timeout " + resolved + " is negative",
                    "0 tries once; a long one such as 3650d waits practically for ever.");
        }
        return timeout;
    }

    private String resolve(String text, Method method) {
        try {
            String resolved = beans.resolveEmbeddedValue(text);
            if (resolved != null && resolved.contains("${")) {
                throw new IllegalArgumentException(resolved);
            }
            return resolved == null ? "" : resolved.trim();
        } catch (IllegalArgumentException e) {
            throw new InvalidLockedMethodException(
                    method,
                    "the placeholder in \"" + text + "\" has no value: " + e.getMessage(),
                    "Set the property, or give a default after a colon.",
                    e);
        }
    }
}
