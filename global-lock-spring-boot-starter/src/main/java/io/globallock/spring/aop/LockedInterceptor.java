package io.globallock.spring.aop;

import io.globallock.ClaimTimeoutException;
import io.globallock.spring.ClaimQueue;
import io.globallock.spring.HeldLocks;
import io.globallock.spring.KeyedClaims;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.annotation.OnTimeout;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** Claims before an annotated method and releases when it is done. */
final class LockedInterceptor implements MethodInterceptor {

    private final LockedOperations operations;
    private final SingletonSupplier<KeyedClaims> claims;
    private final TransactionWarning transactions;

    LockedInterceptor(LockedOperations operations, Supplier<KeyedClaims> claims, TransactionWarning transactions) {
        this.transactions = transactions;
        this.operations = operations;
        this.claims = SingletonSupplier.of(claims);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        Object target = call.getThis();
        Class<?> type = target == null ? call.getMethod().getDeclaringClass() : target.getClass();
        LockedOperation operation = operations.find(call.getMethod(), type);
        if (operation == null) {
            return call.proceed();
        }
        KeyedLock[] locks;
        try {
            locks = operation.keys().locks(call, claims.obtain());
        } catch (RuntimeException e) {
            return failed(operation, e);
        }
        transactions.look(call.getMethod(), locks);
        return switch (operation.shape()) {
            case SYNCHRONOUS -> synchronous(call, operation, locks);
            case STAGE -> stage(call, operation, locks);
            case REACTIVE -> ReactiveLocking.invoke(call, operation, locks, queue());
            case BY_VALUE -> byValue(call, operation, locks);
        };
    }

    private ClaimQueue queue() {
        return claims.obtain().queue();
    }

    /** Where the caller looks for failures. */
    private static Object failed(LockedOperation operation, RuntimeException why) {
        return switch (operation.shape()) {
            case STAGE -> Skipped.failure(operation.returnType(), why);
            case REACTIVE -> ReactiveLocking.failed(operation.returnType(), why);
            case SYNCHRONOUS, BY_VALUE -> throw why;
        };
    }

    private @Nullable Object byValue(MethodInvocation call, LockedOperation operation, KeyedLock[] locks)
            throws Throwable {
        HeldLocks held;
        try {
            held = claims.obtain().claim(locks, operation.timeout());
        } catch (ClaimTimeoutException e) {
            return late(call, operation, e);
        }
        try (held) {
            Object value = held.inside(call::proceed);
            if (value != null && ReturnShape.isAdaptedPublisher(value.getClass())) {
                return ReactiveLocking.of(value, call, operation, locks, queue());
            }
            UnknownValue.awaitEnd(value, call.getMethod());
            return value;
        }
    }

    private @Nullable Object synchronous(MethodInvocation call, LockedOperation operation, KeyedLock[] locks)
            throws Throwable {
        HeldLocks held;
        try {
            held = claims.obtain().claim(locks, operation.timeout());
        } catch (ClaimTimeoutException e) {
            return late(call, operation, e);
        }
        try (held) {
            return held.inside(call::proceed);
        }
    }

    private @Nullable Object stage(MethodInvocation call, LockedOperation operation, KeyedLock[] locks)
            throws Throwable {
        HeldLocks held;
        try {
            held = claims.obtain().claimDetached(locks, operation.timeout());
        } catch (ClaimTimeoutException e) {
            return late(call, operation, e);
        }
        boolean handedOver = false;
        try {
            Object stage = held.inside(call::proceed);
            if (stage == null) {
                return null;
            }
            Object locked = StageLocking.releaseAtEnd((CompletionStage<?>) stage, held, operation.returnType());
            handedOver = true;
            return locked;
        } finally {
            if (!handedOver) {
                held.close();
            }
        }
    }

    private static @Nullable Object late(MethodInvocation call, LockedOperation operation, ClaimTimeoutException cause)
            throws Throwable {
        if (operation.fallback() != null) {
            return Fallbacks.call(operation.fallback(), call.getThis(), call.getArguments(), cause);
        }
        Class<?> type = operation.returnType();
        return operation.onTimeout() == OnTimeout.SKIP ? Skipped.value(type) : Skipped.failure(type, cause);
    }
}
