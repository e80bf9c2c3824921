package io.globallock.peer;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.Holder;
import io.globallock.LockListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A listener whose calls are steps at which a test may act. */
record StepListener(Consumer<String> hook) implements LockListener {

    /** One for the class that {@code io.globallock.test.steps} names; empty if it names none. */
    @SuppressWarnings("unchecked")
    static Optional<LockListener> ofThisJvm() {
        String hook = System.getProperty("io.globallock.test.steps");
        if (hook == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StepListener(Class.forName(hook)
                    .asSubclass(Consumer.class)
                    .getDeclaredConstructor()
                    .newInstance()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("io.globallock.test.steps=" + hook, e);
        }
    }

    @Override
    public void waiting(GlobalLock lock) {
        hook.accept("LISTENER_WAITING");
    }

    @Override
    public void claimed(GlobalLock lock, Claim claim, Duration waited) {
        hook.accept("LISTENER_CLAIMED");
    }

    @Override
    public void timedOut(GlobalLock lock, Duration waited) {
        hook.accept("LISTENER_TIMED_OUT");
    }

    @Override
    public void released(GlobalLock lock, Claim claim, Duration held) {
        hook.accept("LISTENER_RELEASED");
    }

    @Override
    public void takenOver(GlobalLock lock, Optional<Holder> deadHolder) {
        hook.accept("LISTENER_TAKEN_OVER");
    }

    @Override
    public void lost(GlobalLock lock, Claim claim) {
        hook.accept("LISTENER_LOST");
    }

    @Override
    public void forced(GlobalLock lock, String reason, Optional<Holder> forcedOut) {
        hook.accept("LISTENER_FORCED");
    }

    @Override
    public void problem(GlobalLock lock, String what) {
        hook.accept("LISTENER_PROBLEM");
    }
}
