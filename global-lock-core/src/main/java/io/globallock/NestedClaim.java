package io.globallock;

import java.time.Duration;
import java.util.Optional;

/** A recursive claim inside another of the same thread. */
final class NestedClaim implements Claim {

    private final HeldClaim outer;
    private boolean spent; // its thread's only

    NestedClaim(HeldClaim outer) {
        this.outer = outer;
    }

    @Override
    public boolean release() {
        boolean over = outer.isLost() || outer.phase() == HeldClaim.RELEASED;
        if (!over) {
            outer.checkOwner();
        }
        if (over || spent) {
            return outer.extraneous();
        }
        boolean released = outer.surface();
        spent = true;
        return released;
    }

    /** Never: the outer claim is still held. */
    @Override
    public boolean leaveLocked() {
        throw new ClaimOrderException(outer.lock().name(), outer.depth());
    }

    @Override
    public void close() {
        release();
    }

    @Override
    public GlobalLock lock() {
        return outer.lock();
    }

    @Override
    public long token() {
        return outer.token();
    }

    @Override
    public int depth() {
        return outer.depth();
    }

    @Override
    public boolean isHeld() {
        return !spent && outer.isHeld();
    }

    @Override
    public boolean isLost() {
        return outer.isLost();
    }

    @Override
    public Optional<Thread> owner() {
        return outer.owner();
    }

    @Override
    public Duration held() {
        return outer.held();
    }
}
