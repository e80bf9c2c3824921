package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** Until when a method's lock is held, by what the method returns. */
enum ReturnShape {
    /** Until the method returns. */
    SYNCHRONOUS,
    /** Until the stage completes. */
    STAGE,
    /** From each subscription until its end. */
    REACTIVE,
    /** As the value says, which may be any of these. */
    BY_VALUE;

    /** A type may be its own argument: {@code T extends Comparable<T>}. */
    private static final int DEEPEST = 4;

    private static final boolean REACTOR =
            ClassUtils.isPresent("reactor.core.publisher.Flux", ReturnShape.class.getClassLoader());

    static ReturnShape of(Method method, ResolvableType returned) {
        Class<?> type = returned.toClass();
        if (isCoroutine(method)) {
            throw new InvalidLockedMethodException(
                    method,
                    "it is a Kotlin suspending function, which returns before it ends",
                    "Claim with GlobalLock.claimDetached() inside.");
        }
        if (!CompletionStage.class.isAssignableFrom(type) && !isPublisher(type)) {
            DeferredWork.in(type).ifPresent(name -> refuse(method, name));
        }
        for (ResolvableType inner : returned.getGenerics()) {
            refuseInside(method, type, inner, DEEPEST);
        }
        if (CompletionStage.class.isAssignableFrom(type)) {
            return STAGE;
        }
        if (isPublisher(type)) {
            if (!isAdapted(type)) {
                throw new InvalidLockedMethodException(
                        method,
                        "nobody can tell when a " + type.getName() + " ends without Reactor",
                        "Add reactor-core, or claim inside.");
            }
            return REACTIVE;
        }
        return type == Object.class ? BY_VALUE : SYNCHRONOUS;
    }

    /** A Mono of a Flux, a ResponseEntity of a stream: what is inside is used after the outer one has ended. */
    private static void refuseInside(Method method, Class<?> outer, ResolvableType inner, int depth) {
        Class<?> type = inner.toClass();
        if (CompletionStage.class.isAssignableFrom(type) || isPublisher(type)) {
            refuse(method, type.getName() + " inside a " + outer.getName());
        }
        DeferredWork.in(type).ifPresent(name -> refuse(method, name + " inside a " + outer.getName()));
        if (depth > 0) {
            for (ResolvableType further : inner.getGenerics()) {
                refuseInside(method, type, further, depth - 1);
            }
        }
    }

    private static void refuse(Method method, String what) {
        throw new InvalidLockedMethodException(
                method,
                "nobody can tell when a " + what + " completes",
                "Return the result itself, a CompletionStage, a Mono or a Flux, or claim inside the work.");
    }

    /** Whether it is a publisher, and no stage, which is adapted too but has begun. */
    static boolean isAdaptedPublisher(Class<?> type) {
        return !CompletionStage.class.isAssignableFrom(type) && isPublisher(type) && isAdapted(type);
    }

    /** Whether work of this type can be followed to its end. */
    static boolean isAdapted(Class<?> type) {
        return REACTOR && ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
    }

    private static boolean isPublisher(Class<?> type) {
        for (Class<?> candidate : Supertypes.of(type)) {
            if (isPublisherName(candidate.getName())) {
                return true;
            }
        }
        return type != Object.class && isAdapted(type);
    }

    private static boolean isPublisherName(String name) {
        return name.equals("org.reactivestreams.Publisher") || name.equals("java.util.concurrent.Flow$Publisher");
    }

    private static boolean isCoroutine(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length > 0
                && parameters[parameters.length - 1].getName().equals("kotlin.coroutines.Continuation");
    }
}
