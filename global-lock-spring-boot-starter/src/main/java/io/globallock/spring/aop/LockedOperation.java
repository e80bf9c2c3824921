package io.globallock.spring.aop;

import io.globallock.spring.annotation.OnTimeout;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a method's annotation asks for, parsed and checked.
 *
 * @param keys which locks, for each call
 * @param timeout for all of them together; null: their own
 * @param onTimeout what happens when the time is up and there is no fallback
 * @param fallback what is called instead when the time is up
 * @param returnType the method's, with the type variables of its class resolved
 * @param shape until when the locks are held
 */
record LockedOperation(
        LockKeys keys,
        @Nullable Duration timeout,
        OnTimeout onTimeout,
        @Nullable Method fallback,
        Class<?> returnType,
        ReturnShape shape) {}
