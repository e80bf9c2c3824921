package io.globallock.spring.aop;

import io.globallock.ClaimTimeoutException;
import io.globallock.spring.HeldLocks;
import io.globallock.spring.KeyedClaims;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.annotation.OnTimeout;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Holds locks from each subscription to its end. The method itself is called inside, once for each subscription, so that what
 * it does before it returns its publisher is protected too. The only type that needs Reactor.
 */
final class ReactiveLocking {

    private final MethodInvocation call;
    private final LockedOperation operation;
    private final KeyedLock[] locks;
    private final KeyedClaims claims;
    private final ReactiveAdapter adapter;

    private ReactiveLocking(MethodInvocation call, LockedOperation operation, KeyedLock[] locks, KeyedClaims claims) {
        this.call = call;
        this.operation = operation;
        this.locks = locks;
        this.claims = claims;
        Class<?> type = call.getMethod().getReturnType();
        ReactiveAdapter found = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
        Assert.state(found != null, () -> "no adapter for " + type);
        this.adapter = found;
    }

    static Object invoke(MethodInvocation call, LockedOperation operation, KeyedLock[] locks, KeyedClaims claims) {
        return new ReactiveLocking(call, operation, locks, claims).locked();
    }

    /** The claim may block, so it waits on the elastic scheduler; cancelling the subscription interrupts it there. */
    private Object locked() {
        Flux<Object> locked =
                Flux.using(this::claim, this::proceed, HeldLocks::close).subscribeOn(Schedulers.boundedElastic());
        Flux<Object> result = locked.onErrorResume(Late.class, this::late);
        return adapter.fromPublisher(adapter.isMultiValue() ? result : Mono.from(result));
    }

    private HeldLocks claim() {
        try {
            return claims.claimDetached(locks, operation.timeout());
        } catch (ClaimTimeoutException e) {
            throw new Late(e);
        }
    }

    private Publisher<Object> proceed(HeldLocks held) {
        try {
            // A clone, because an invocation proceeds only once.
            return publisher(held.inside(((ProxyMethodInvocation) call).invocableClone()::proceed));
        } catch (Throwable e) {
            return Flux.error(e);
        }
    }

    private Publisher<Object> late(Late late) {
        if (operation.fallback() == null) {
            return operation.onTimeout() == OnTimeout.SKIP ? Flux.empty() : Flux.error(late.timeout);
        }
        try {
            return publisher(Fallbacks.call(operation.fallback(), call.getThis(), call.getArguments(), late.timeout));
        } catch (Throwable e) {
            return Flux.error(e);
        }
    }

    private Publisher<Object> publisher(@Nullable Object source) {
        return source == null ? Flux.empty() : Flux.from(adapter.toPublisher(source));
    }

    /** A timeout of this claim, to tell it from one that the method itself reports. */
    private static final class Late extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final ClaimTimeoutException timeout;

        Late(ClaimTimeoutException timeout) {
            super(timeout);
            this.timeout = timeout;
        }
    }
}
