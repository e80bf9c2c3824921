package io.globallock.spring.aop;

import io.globallock.spring.annotation.GlobalLocked;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.aop.ClassFilter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The classes with a lock annotation anywhere: on them, what they extend and implement, and the methods of all these. Every bean
 * is asked for at start-up and hardly any has one, so this looks at what is declared and merges nothing. Thread-safe.
 */
final class LockCandidates implements ClassFilter {

    /** Not all of org.springframework: applications have been known to live there. */
    private static final Pattern OTHERS = Pattern.compile(
            "(java|org\\.springframework\\.(aop|beans|boot|context|core|http|jdbc|scheduling|transaction|util|web))\\.");

    private final Map<Class<?>, Boolean> known = new ConcurrentHashMap<>();
    private final Map<Class<?>, Boolean> declared = new ConcurrentHashMap<>();
    private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

    @Override
    public boolean matches(Class<?> type) {
        Boolean answer = known.get(type);
        if (answer == null) {
            answer = isLockedAnywhere(type);
            known.put(type, answer);
        }
        return answer;
    }

    private boolean isLockedAnywhere(Class<?> type) {
        for (Class<?> each : Supertypes.of(type)) {
            if (declared.computeIfAbsent(each, this::isLocked)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLocked(Class<?> type) {
        if (isOfJavaOrSpring(type)) {
            return false;
        }
        if (isAnnotated(type)) {
            return true;
        }
        for (AnnotatedElement method : ReflectionUtils.getDeclaredMethods(type)) {
            if (isAnnotated(method)) {
                return true;
            }
        }
        return false;
    }

    /** Most beans are Spring's own: their annotations are many, and none is ours. */
    private static boolean isOfJavaOrSpring(Class<?> type) {
        return OTHERS.matcher(type.getName()).lookingAt();
    }

    private boolean isAnnotated(AnnotatedElement element) {
        for (Annotation one : element.getDeclaredAnnotations()) {
            if (annotations.computeIfAbsent(one.annotationType(), LockCandidates::isLockAnnotation)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLockAnnotation(Class<? extends Annotation> type) {
        return type == GlobalLocked.class || AnnotatedElementUtils.isAnnotated(type, GlobalLocked.class);
    }
}
