package io.globallock.spring.event;

import io.globallock.GlobalLock;
import io.globallock.Holder;
import io.globallock.LockListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps the takeovers that happen while the application starts, until its listeners are there. A service that crashed while it
 * held a lock, and was started again, takes its own lock over then. Thread-safe.
 */
public final class EarlyTakeovers implements LockListener {

    private static final Log LOG = LogFactory.getLog(EarlyTakeovers.class);

    private final List<Takeover> kept = new ArrayList<>();
    private boolean told;

    @Override
    public synchronized void takenOver(GlobalLock lock, Optional<Holder> deadHolder) {
        if (!told) {
            kept.add(new Takeover(lock, deadHolder));
        }
    }

    /** Tells what has been kept; keeps nothing from now on. Added before, the listeners miss nothing. */
    public void tell(List<LockListener> listeners) {
        List<Takeover> all;
        synchronized (this) {
            told = true;
            all = List.copyOf(kept);
            kept.clear();
        }
        all.forEach(takeover -> listeners.forEach(listener -> tell(listener, takeover)));
    }

    private static void tell(LockListener listener, Takeover takeover) {
        try {
            listener.takenOver(takeover.lock(), takeover.deadHolder());
        } catch (RuntimeException e) {
            LOG.error("A listener of locks failed; the application starts nevertheless", e); // as in a running one
        }
    }

    private record Takeover(GlobalLock lock, Optional<Holder> deadHolder) {}
}
