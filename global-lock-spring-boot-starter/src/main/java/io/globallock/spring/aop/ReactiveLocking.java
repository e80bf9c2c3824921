package io.globallock.spring.aop;

import io.globallock.ClaimTimeoutException;
import io.globallock.spring.ClaimQueue;
import io.globallock.spring.HeldLocks;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.annotation.OnTimeout;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.Assert;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds locks from each subscription to the end of its work. The method itself is called inside, once for each subscription, so
 * that what it does before it returns its publisher is protected too.
 */
final class ReactiveLocking {

    private final MethodInvocation call;
    private final LockedOperation operation;
    private final KeyedLock[] locks;
    private final ClaimQueue queue;
    private final HeldLocks.Body body;
    private final ReactiveAdapter adapter;

    private ReactiveLocking(
            MethodInvocation call,
            LockedOperation operation,
            KeyedLock[] locks,
            ClaimQueue queue,
            HeldLocks.Body body,
            Class<?> type) {
        this.call = call;
        this.operation = operation;
        this.locks = locks;
        this.queue = queue;
        this.body = body;
        this.adapter = adapter(type);
    }

    /** The method's publisher, whose each subscription calls the method. */
    static Object invoke(MethodInvocation call, LockedOperation operation, KeyedLock[] locks, ClaimQueue queue) {
        // A clone, because an invocation proceeds only once.
        HeldLocks.Body body =
                () -> ((ProxyMethodInvocation) call).invocableClone().proceed();
        return new ReactiveLocking(call, operation, locks, queue, body, operation.returnType()).locked();
    }

    /** A publisher that the method has returned already. */
    static Object of(
            Object publisher, MethodInvocation call, LockedOperation operation, KeyedLock[] locks, ClaimQueue queue) {
        return new ReactiveLocking(call, operation, locks, queue, () -> publisher, publisher.getClass()).locked();
    }

    /** A publisher that fails. */
    static Object failed(Class<?> type, RuntimeException why) {
        return adapter(type).fromPublisher(Flux.error(why));
    }

    private static ReactiveAdapter adapter(Class<?> type) {
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
        Assert.state(adapter != null, () -> "no adapter for " + type);
        return adapter;
    }

    private Object locked() {
        return adapter.fromPublisher(
                adapter.isMultiValue()
                        ? new Flux<>() {
                            @Override
                            public void subscribe(CoreSubscriber<? super Object> subscriber) {
                                begin(subscriber, true);
                            }
                        }
                        : new Mono<>() {
                            @Override
                            public void subscribe(CoreSubscriber<? super Object> subscriber) {
                                begin(subscriber, false);
                            }
                        });
    }

    private void begin(CoreSubscriber<? super Object> subscriber, boolean several) {
        ReactiveHold hold = new ReactiveHold(subscriber, several, this::proceed, this::late);
        hold.begin(client -> queue.enter(locks, operation.timeout(), client));
    }

    private Publisher<?> proceed(HeldLocks held) {
        try {
            return publisher(held.inside(body));
        } catch (Throwable e) {
            return Flux.error(e);
        }
    }

    private Publisher<?> late(ClaimTimeoutException timeout) {
        if (operation.fallback() == null) {
            return operation.onTimeout() == OnTimeout.SKIP ? Flux.empty() : Flux.error(timeout);
        }
        try {
            return publisher(Fallbacks.call(operation.fallback(), call.getThis(), call.getArguments(), timeout));
        } catch (Throwable e) {
            return Flux.error(e);
        }
    }

    private Publisher<?> publisher(@Nullable Object source) {
        return source == null ? Flux.empty() : adapter.toPublisher(source);
    }
}
