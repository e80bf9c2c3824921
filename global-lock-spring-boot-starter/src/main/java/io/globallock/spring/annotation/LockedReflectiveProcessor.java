package io.globallock.spring.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.SimpleReflectiveProcessor;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Keeps an annotated method and its fallback in native images. */
final class LockedReflectiveProcessor extends SimpleReflectiveProcessor {

    @Override
    protected void registerMethodHint(ReflectionHints hints, Method method) {
        super.registerMethodHint(hints, method);
        GlobalLocked locked = AnnotatedElementUtils.findMergedAnnotation((AnnotatedElement) method, GlobalLocked.class);
        if (locked != null && !locked.fallbackMethod().isEmpty()) {
            Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(locked.fallbackMethod()))
                    .forEach(fallback -> hints.registerMethod(fallback, ExecutableMode.INVOKE));
        }
    }
}
