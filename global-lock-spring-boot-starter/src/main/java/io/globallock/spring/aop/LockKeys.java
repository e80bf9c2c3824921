package io.globallock.spring.aop;

import io.globallock.spring.KeyedClaims;
import io.globallock.spring.KeyedLock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/** Which locks a call needs: the same for all calls where every key is constant. */
final class LockKeys {

    private final List<Function<MethodInvocation, ?>> texts;
    private final boolean constant;
    private volatile KeyedLock @Nullable [] resolved;

    private LockKeys(List<Function<MethodInvocation, ?>> texts, boolean constant) {
        this.texts = texts;
        this.constant = constant;
    }

    static LockKeys constant(List<String> keys) {
        return new LockKeys(
                keys.stream()
                        .<Function<MethodInvocation, ?>>map(key -> call -> key)
                        .toList(),
                true);
    }

    /** Each function yields a key or a collection or an array of keys. */
    static LockKeys perCall(List<Function<MethodInvocation, ?>> texts) {
        return new LockKeys(texts, false);
    }

    /**
     * The locks of a call.
     *
     * @throws IllegalArgumentException if an expression yields no key, or one that no lock has
     */
    KeyedLock[] locks(MethodInvocation call, KeyedClaims claims) {
        KeyedLock[] known = resolved;
        if (known != null) {
            return known;
        }
        List<String> keys = new ArrayList<>();
        texts.forEach(text -> collect(text.apply(call), call, keys));
        if (keys.isEmpty()) {
            throw refused(call, "evaluate to an empty collection");
        }
        KeyedLock[] locks = claims.resolve(keys);
        if (constant) {
            resolved = locks;
        }
        return locks;
    }

    private static void collect(@Nullable Object found, MethodInvocation call, List<String> keys) {
        Object value = ObjectUtils.unwrapOptional(found);
        if (value instanceof Collection<?> several) {
            several.forEach(one -> collect(one, call, keys));
        } else if (ObjectUtils.isArray(value)) {
            for (Object one : ObjectUtils.toObjectArray(value)) {
                collect(one, call, keys);
            }
        } else if (value != null && !value.toString().isEmpty()) {
            keys.add(value.toString());
        } else {
            throw refused(call, value == null ? "evaluate to null" : "evaluate to an empty text");
        }
    }

    private static IllegalArgumentException refused(MethodInvocation call, String what) {
        return new IllegalArgumentException(
                "The lock keys of " + call.getMethod() + " " + what + "; the method was not called.");
    }
}
