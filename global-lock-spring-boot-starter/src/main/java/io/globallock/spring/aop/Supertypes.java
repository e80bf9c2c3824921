package io.globallock.spring.aop;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that a type is: itself, what it extends and implements, and what these extend in turn. */
final class Supertypes {

    private Supertypes() {}

    static Set<Class<?>> of(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        collect(type, all);
        return all;
    }

    private static void collect(@Nullable Class<?> type, Set<Class<?>> all) {
        if (type != null && type != Object.class && all.add(type)) {
            collect(type.getSuperclass(), all);
            for (Class<?> each : type.getInterfaces()) {
                collect(each, all);
            }
        }
    }
}
