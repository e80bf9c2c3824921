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
    private final ReactiveAdapter adapter;

    private ReactiveLocking(
            MethodInvocation call,
            LockedOperation operation,
            KeyedLock[] locks,
            ClaimQueue queue,
            ReactiveAdapter adapter) {
        this.call = call;
        this.operation = operation;
        this.locks = locks;
        this.queue = queue;
        this.adapter = adapter;
    }

    static Object invoke(MethodInvocation call, LockedOperation operation, KeyedLock[] locks, ClaimQueue queue) {
        Class<?> type = operation.returnType();
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
        Assert.state(adapter != null, () -> "no adapter for " + type);
        return new ReactiveLocking(call, operation, locks, queue, adapter).locked();
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
            // A clone, because an invocation proceeds only once.
            return publisher(held.inside(((ProxyMethodInvocation) call).invocableClone()::proceed));
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
