package io.globallock.spring.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.SimpleReflectiveProcessor;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** Keeps an annotated method and its fallback in native images. */
final class LockedReflectiveProcessor extends SimpleReflectiveProcessor {

    @Override
    protected void registerMethodHint(ReflectionHints hints, Method method) {
        super.registerMethodHint(hints, method);
        registerFallback(hints, method, method.getDeclaringClass());
    }

    @Override
    protected void registerTypeHint(ReflectionHints hints, Class<?> type) {
        super.registerTypeHint(hints, type);
        registerFallback(hints, type, type);
    }

    /** Wherever in the hierarchy it stands. */
    private static void registerFallback(ReflectionHints hints, AnnotatedElement element, Class<?> type) {
        GlobalLocked locked = AnnotatedElementUtils.findMergedAnnotation(element, GlobalLocked.class);
        if (locked != null && !locked.fallbackMethod().isEmpty()) {
            Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type))
                    .filter(candidate -> candidate.getName().equals(locked.fallbackMethod()))
                    .forEach(fallback -> hints.registerMethod(fallback, ExecutableMode.INVOKE));
        }
    }
}
