package io.globallock.spring;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Those who wait for one lock, in the order of their coming. At most one thread at a time waits on behalf of the first. */
final class QueueLine {

    private final Executor threads;
    private final Set<QueuedClaim> waiting = new LinkedHashSet<>();

    /** The one that a thread waits for. */
    private @Nullable QueuedClaim first;

    /** Whether a thread is here, or on its way. */
    private boolean served;

    private boolean closed;

    QueueLine(Executor threads) {
        this.threads = threads;
    }

    /** False: closed. */
    synchronized boolean add(QueuedClaim claim) {
        if (closed) {
            return false;
        }
        waiting.add(claim);
        if (!served) {
            served = true;
            try {
                threads.execute(this::serve);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                served = false;
                waiting.remove(claim);
                throw e;
            }
        }
        return true;
    }

    synchronized void remove(QueuedClaim claim) {
        waiting.remove(claim);
    }

    /** Whether a thread is here or on its way for it: then it has its try, however late that thread comes. */
    synchronized boolean isNext(QueuedClaim claim) {
        return first == claim
                || (first == null && !waiting.isEmpty() && waiting.iterator().next() == claim);
    }

    synchronized int size() {
        return waiting.size() + (first == null ? 0 : 1);
    }

    void close() {
        List<QueuedClaim> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiting);
            waiting.clear();
            if (first != null) {
                first.close();
            }
        }
        all.forEach(QueuedClaim::close);
    }

    private void serve() {
        boolean goOn = true;
        for (QueuedClaim claim = next(); claim != null && goOn; claim = goOn ? next() : null) {
            claim.claim();
            // Before what runs under the lock, which may take long: the next one queues for the lock meanwhile.
            goOn = !passOn();
            claim.deliver();
        }
    }

    private synchronized @Nullable QueuedClaim next() {
        Iterator<QueuedClaim> all = waiting.iterator();
        first = all.hasNext() ? all.next() : null;
        if (first != null) {
            all.remove();
        }
        served = first != null;
        return first;
    }

    /** False: there is no further thread to be had, so this one has to go on when it is free. */
    private synchronized boolean passOn() {
        first = null;
        if (waiting.isEmpty()) {
            served = false;
            return true;
        }
        try {
            threads.execute(this::serve);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            return false;
        }
    }
}
