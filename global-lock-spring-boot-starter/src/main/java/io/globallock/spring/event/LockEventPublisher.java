package io.globallock.spring.event;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.Holder;
import io.globallock.LockListener;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.KeyedLocks;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes a lock's rarer events on to the application. */
public final class LockEventPublisher implements LockListener {

    private final Consumer<LockEvent> application;
    private final KeyedLocks locks;

    public LockEventPublisher(Consumer<LockEvent> application, KeyedLocks locks) {
        this.application = application;
        this.locks = locks;
    }

    @Override
    public void takenOver(GlobalLock lock, Optional<Holder> deadHolder) {
        application.accept(new LockEvent.TakenOver(key(lock), lock, deadHolder));
    }

    @Override
    public void lost(GlobalLock lock, Claim claim) {
        application.accept(new LockEvent.Lost(key(lock), lock, claim));
    }

    @Override
    public void forced(GlobalLock lock, String reason, Optional<Holder> forcedOut) {
        application.accept(new LockEvent.Forced(key(lock), lock, reason, forcedOut));
    }

    @Override
    public void threadEnded(GlobalLock lock, Claim claim) {
        application.accept(new LockEvent.ThreadEnded(key(lock), lock, claim));
    }

    @Override
    public void problem(GlobalLock lock, String what) {
        application.accept(new LockEvent.Problem(key(lock), lock, what));
    }

    private String key(GlobalLock lock) {
        return locks.named(lock.name()).map(KeyedLock::key).orElse(lock.name());
    }
}
