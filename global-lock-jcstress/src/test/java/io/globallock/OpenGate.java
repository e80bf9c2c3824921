package io.globallock;

import java.util.Optional;
import java.util.OptionalLong;

/** A gate at which nobody waits, not even in {@link #enter}. */
final class OpenGate implements Gate {

    @Override
    public Mechanism mechanism() {
        return Mechanism.LOCAL;
    }

    @Override
    public boolean tryEnter(long now, String label) {
        return true;
    }

    @Override
    public boolean enter(long waitNanos, String label, Cancellation cancelled) {
        return true;
    }

    @Override
    public boolean leave() {
        return true;
    }

    @Override
    public boolean leaveLocked() {
        return true;
    }

    @Override
    public boolean force(OptionalLong token) {
        return false;
    }

    @Override
    public OptionalLong value() {
        return OptionalLong.empty();
    }

    @Override
    public LockStatus status(HeldClaim held, int queued, Optional<String> lockInfo, boolean users) {
        throw new UnsupportedOperationException("nobody looks at this gate");
    }

    @Override
    public void close() {}
}
