package io.globallock.spring.aop;

import io.globallock.ClaimTimeoutException;
import io.globallock.spring.ClaimQueue;
import io.globallock.spring.HeldLocks;
import io.globallock.spring.QueuedClaim;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * One subscription to locked work. The locks are held until the work has ended, which is not when the subscriber loses interest:
 * a blocking call on one of this starter's threads, or on one that requests, goes on after a cancellation, and the locks are held until it
 * returns. The end is told after the release, so that whoever sees the result finds the locks free.
 *
 * <p>Its monitor guards its fields; nothing foreign is called inside it.
 */
final class ReactiveHold implements CoreSubscriber<Object>, Subscription, ClaimQueue.Client {

    private final CoreSubscriber<? super Object> subscriber;
    private final boolean several;
    private final Function<HeldLocks, Publisher<?>> work;
    private final Function<ClaimTimeoutException, Publisher<?>> instead;

    /** With what Reactor's hooks carry from the subscribing thread to this one. */
    private final Runnable hooked = Schedulers.onSchedule(this::run);

    private @Nullable QueuedClaim queued;
    private @Nullable HeldLocks held;
    private @Nullable Subscription upstream;

    /** The thread that was granted the locks, while it is in the work. */
    private @Nullable Thread worker;

    /** Calls into the work that have not returned. */
    private int inside;

    private long requested;
    private @Nullable Object value;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean cancelled;
    private boolean released;
    private boolean told;

    ReactiveHold(
            CoreSubscriber<? super Object> subscriber,
            boolean several,
            Function<HeldLocks, Publisher<?>> work,
            Function<ClaimTimeoutException, Publisher<?>> instead) {
        this.subscriber = subscriber;
        this.several = several;
        this.work = work;
        this.instead = instead;
    }

    void begin(Function<ClaimQueue.Client, QueuedClaim> queue) {
        subscriber.onSubscribe(this);
        if (isCancelled()) {
            return;
        }
        try {
            QueuedClaim place = queue.apply(this);
            synchronized (this) {
                queued = place;
            }
            if (isCancelled()) {
                place.cancel();
            }
        } catch (Throwable e) {
            onError(e);
        }
    }

    @Override
    public void granted(HeldLocks locks) {
        synchronized (this) {
            held = locks;
        }
        hooked.run();
    }

    private void run() {
        HeldLocks locks;
        synchronized (this) {
            worker = Thread.currentThread();
            inside++;
            locks = held;
        }
        try {
            if (!isCancelled() && locks != null) {
                subscribe(work.apply(locks));
            }
        } catch (Throwable e) {
            onError(e);
        } finally {
            synchronized (this) {
                worker = null;
                if (cancelled) {
                    Thread.interrupted(); // cancel()'s, which meant the work
                }
                inside--;
            }
            settle();
        }
    }

    /** Off this thread, which is the queue's: what stands in for the work may take its time. */
    @Override
    public void refused(Throwable why) {
        Schedulers.boundedElastic().schedule(() -> {
            if (why instanceof ClaimTimeoutException timeout) {
                enter(() -> subscribe(instead.apply(timeout)));
            } else {
                onError(why);
            }
        });
    }

    private void subscribe(Publisher<?> publisher) {
        Flux.from(publisher).subscribe(this);
    }

    /** Goes into the work, and settles what is to be settled on the way out. */
    private void enter(Runnable call) {
        synchronized (this) {
            inside++;
        }
        try {
            call.run();
        } catch (Throwable e) {
            onError(e);
        } finally {
            synchronized (this) {
                inside--;
            }
            settle();
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (!Operators.validate(upstream, subscription)) {
            return;
        }
        long demand;
        synchronized (this) {
            upstream = subscription;
            demand = several ? requested : Long.MAX_VALUE;
        }
        if (isCancelled()) {
            subscription.cancel();
        } else if (demand > 0) {
            enter(() -> subscription.request(demand));
        }
    }

    @Override
    public void onNext(Object item) {
        if (several) {
            if (!isCancelled()) {
                subscriber.onNext(item);
            }
        } else {
            synchronized (this) {
                value = item;
            }
        }
    }

    @Override
    public void onError(Throwable why) {
        boolean nobodysBusiness;
        synchronized (this) {
            nobodysBusiness = ended || cancelled;
            failure = nobodysBusiness ? failure : why;
            ended = true;
        }
        if (nobodysBusiness) {
            Operators.onErrorDropped(why, currentContext());
        }
        settle();
    }

    @Override
    public void onComplete() {
        synchronized (this) {
            ended = true;
        }
        settle();
    }

    /** Releases once the work has ended, and then tells the subscriber; a single value waits until it is asked for. */
    private void settle() {
        boolean release;
        synchronized (this) {
            release = inside == 0 && (ended || cancelled) && !released;
            released |= release;
        }
        if (release && held != null) {
            try {
                held.close();
            } catch (Throwable e) {
                failedRelease(e);
            }
        }
        tell();
    }

    private void failedRelease(Throwable why) {
        synchronized (this) {
            if (failure == null && !cancelled) {
                failure = why;
                return;
            }
        }
        Operators.onErrorDropped(why, currentContext());
    }

    private void tell() {
        synchronized (this) {
            boolean wanted = value == null || failure != null || requested > 0;
            if (!released || told || cancelled || !ended || !wanted) {
                return;
            }
            told = true;
        }
        if (failure != null) {
            subscriber.onError(failure);
            return;
        }
        if (value != null) {
            subscriber.onNext(value);
        }
        subscriber.onComplete();
    }

    @Override
    public void request(long count) {
        if (!Operators.validate(count)) {
            return;
        }
        Subscription known;
        synchronized (this) {
            requested = Operators.addCap(requested, count);
            known = several ? upstream : null;
        }
        if (known != null) {
            enter(() -> known.request(count));
        } else if (!several) {
            tell();
        }
    }

    @Override
    public void cancel() {
        QueuedClaim place;
        Subscription known;
        synchronized (this) {
            if (cancelled || told) {
                return;
            }
            cancelled = true;
            place = queued;
            known = upstream;
        }
        if (place != null) {
            place.cancel();
        }
        if (known != null) {
            known.cancel();
        }
        synchronized (this) {
            if (worker != null && worker != Thread.currentThread()) {
                worker.interrupt(); // as disposing of a scheduled task does
            }
        }
        settle();
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Context currentContext() {
        return subscriber.currentContext();
    }
}
