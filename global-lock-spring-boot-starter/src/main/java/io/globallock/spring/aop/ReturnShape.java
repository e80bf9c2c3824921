package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/** Until when a method's lock is held, by what the method returns. */
enum ReturnShape {
    /** Until the method returns. */
    SYNCHRONOUS,
    /** Until the stage completes. */
    STAGE,
    /** From each subscription until its end. */
    REACTIVE;

    private static final boolean REACTOR =
            ClassUtils.isPresent("reactor.core.publisher.Flux", ReturnShape.class.getClassLoader());

    static ReturnShape of(Method method) {
        Class<?> type = method.getReturnType();
        if (CompletionStage.class.isAssignableFrom(type)) {
            return STAGE;
        }
        if (Future.class.isAssignableFrom(type)) {
            throw new InvalidLockedMethodException(
                    method,
                    "nobody can tell when a " + type.getName() + " completes",
                    "Return a CompletionStage, or claim inside the task.");
        }
        if (isCoroutine(method)) {
            throw new InvalidLockedMethodException(
                    method,
                    "it is a Kotlin suspending function, which returns before it ends",
                    "Claim with GlobalLock.claimDetached() inside.");
        }
        if (isPublisher(type)) {
            if (!REACTOR || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) == null) {
                throw new InvalidLockedMethodException(
                        method,
                        "nobody can tell when a " + type.getName() + " ends without Reactor",
                        "Add reactor-core, or claim inside.");
            }
            return REACTIVE;
        }
        return SYNCHRONOUS;
    }

    private static boolean isPublisher(Class<?> type) {
        for (Class<?> candidate : ClassUtils.getAllInterfacesForClass(type)) {
            if (isPublisherName(candidate.getName())) {
                return true;
            }
        }
        if (isPublisherName(type.getName())) {
            return true;
        }
        return REACTOR
                && type != Object.class
                && ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
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
