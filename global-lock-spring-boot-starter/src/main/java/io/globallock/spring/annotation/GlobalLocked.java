package io.globallock.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Runs a method, or every method of a type, while it holds one or several global locks.
 *
 * <pre>{@code
 * @GlobalLocked("i2c-1")
 * public double temperature() { ... }
 * }</pre>
 *
 * <ul>
 *   <li><b>Nested calls</b> on one thread claim recursively, across beans too.
 *   <li><b>Several keys</b> are claimed in the order of their semaphores' names under one deadline, all or none, so that two
 *       methods that name the same keys in different orders never block each other.
 *   <li><b>Return types</b>: a {@code CompletionStage} is locked until the work's own future completes, whatever a caller does to the
 *       one that it got. A reactive type ({@code Mono}, {@code Flux}, any that Spring adapts) is locked from each subscription until its
 *       work ends, which a cancellation does only where no call on this starter's threads goes on; subscribers that wait take no thread. No
 *       thread owns such a claim: it is not recursive. {@code Object} is locked as its value says. Everything else is locked until
 *       the method returns; types whose work goes on unseen, such as {@code Future}, {@code Callable} and {@code Stream}, are refused
 *       at start-up.
 *   <li><b>Transactions</b>: the lock is claimed before the method's own begins and released after its commit (property
 *       {@code global-lock.order}), but before the commit of one that a caller has opened: that is reported once.
 *   <li><b>{@code @Async}</b> methods claim on the executor's thread.
 *   <li><b>Inheritance</b>: on a class, its subclasses, an interface or as a meta-annotation. The method's annotation replaces
 *       the type's.
 *   <li><b>Proxies</b>: a call from inside the same object passes the proxy by and is not locked;
 *       {@link io.globallock.spring.GlobalLockAssert} tells.
 * </ul>
 *
 * <p>Unknown keys, bad expressions, bad durations and methods that no proxy can intercept fail when the bean is created.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(LockedReflectiveProcessor.class)
public @interface GlobalLocked {

    /** The same as {@link #keys}. */
    @AliasFor("keys")
    String[] value() default {};

    /**
     * The locks: keys of {@code global-lock.locks}, or bean names of type {@code GlobalLock}. Placeholders <code>${...}</code>
     * are resolved at start-up. A key with <code>#{...}</code> inside, or one that begins with {@code #}, is a SpEL expression
     * for each call: {@code #name} is an argument (compiled with {@code -parameters}), {@code @bean} a bean, the root has
     * {@code target}, {@code method} and {@code args}; it yields a key or a collection of keys. No key: the only lock there is.
     */
    @AliasFor("value")
    String[] keys() default {};

    /** How long to wait, such as {@code 500ms} or {@code PT0.5S}, placeholders allowed; empty: the lock's own timeout. */
    String timeout() default "";

    /** What happens when the time is up. */
    OnTimeout onTimeout() default OnTimeout.THROW;

    /**
     * A method of the same class that is called instead when the time is up: with the same parameters, optionally followed by
     * the {@link io.globallock.ClaimTimeoutException}, and a return type that fits. It runs without the lock.
     */
    String fallbackMethod() default "";
}
