package io.globallock.spring.aop;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A lock annotation that cannot mean what it says. Thrown when the bean is created. */
public final class InvalidLockedMethodException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String method;
    private final String problem;
    private final String wayOut;

    InvalidLockedMethodException(Method method, String problem, String wayOut) {
        this(method, problem, wayOut, null);
    }

    InvalidLockedMethodException(Method method, String problem, String wayOut, @Nullable Throwable cause) {
        super("Lock annotation on " + describe(method) + ": " + problem + ". " + wayOut, cause);
        this.method = describe(method);
        this.problem = problem;
        this.wayOut = wayOut;
    }

    private static String describe(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName() + "()";
    }

    /** Class and name of the annotated method. */
    public String method() {
        return method;
    }

    /** What is wrong. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String wayOut() {
        return wayOut;
    }
}
