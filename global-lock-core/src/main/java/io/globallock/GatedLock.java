package io.globallock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** The lock as its users see it; the way in and out is {@link Entrance}. */
final class GatedLock implements GlobalLock {

    private final String name;
    private final LockOptions options;
    private final Gate gate;
    private final LockInfoText lockInfo;
    private final Entrance entrance;

    GatedLock(String name, LockOptions options, Gate gate) {
        this.name = name;
        this.options = options;
        this.gate = gate;
        this.lockInfo = LockInfoText.of(name, gate.mechanism(), options);
        this.entrance = new Entrance(this, gate, lockInfo);
    }

    @Override
    public Claim claim() {
        return orTimeout(entrance.enter(ClaimKind.BINARY, Gate.FOREVER, true), Gate.FOREVER);
    }

    @Override
    public Claim claim(Duration timeout) {
        return claim(ClaimKind.BINARY, nanos(timeout));
    }

    @Override
    public Optional<Claim> tryClaim() {
        return Optional.ofNullable(entrance.enter(ClaimKind.BINARY, 0, false));
    }

    @Override
    public Optional<Claim> tryClaim(Duration timeout) {
        return Optional.ofNullable(entrance.enter(ClaimKind.BINARY, nanos(timeout), true));
    }

    @Override
    public Claim claimRecursive() {
        return claim(ClaimKind.RECURSIVE, Gate.FOREVER);
    }

    @Override
    public Claim claimRecursive(Duration timeout) {
        return claim(ClaimKind.RECURSIVE, nanos(timeout));
    }

    @Override
    public Optional<Claim> tryClaimRecursive() {
        return Optional.ofNullable(entrance.enter(ClaimKind.RECURSIVE, 0, false));
    }

    @Override
    public Optional<Claim> tryClaimRecursive(Duration timeout) {
        return Optional.ofNullable(entrance.enter(ClaimKind.RECURSIVE, nanos(timeout), true));
    }

    @Override
    public Claim claimDetached() {
        return claim(ClaimKind.DETACHED, Gate.FOREVER);
    }

    @Override
    public Claim claimDetached(Duration timeout) {
        return claim(ClaimKind.DETACHED, nanos(timeout));
    }

    @Override
    public Optional<Claim> tryClaimDetached() {
        return Optional.ofNullable(entrance.enter(ClaimKind.DETACHED, 0, false));
    }

    @Override
    public Optional<Claim> tryClaimDetached(Duration timeout) {
        return Optional.ofNullable(entrance.enter(ClaimKind.DETACHED, nanos(timeout), true));
    }

    private Claim claim(ClaimKind kind, long waitNanos) {
        return orTimeout(entrance.enter(kind, waitNanos, true), waitNanos);
    }

    private Claim orTimeout(@Nullable Claim claim, long waitNanos) {
        if (claim != null) {
            return claim;
        }
        Duration timeout = Duration.ofNanos(waitNanos);
        LockStatus status = status(false);
        throw new ClaimTimeoutException(name, timeout, status.holder(), HolderText.timeout(status, timeout));
    }

    /** A timeout in nanoseconds; what does not fit is for ever. */
    private static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + " is negative; Duration.ZERO means try once");
        }
        return timeout.toSeconds() >= Gate.FOREVER / 1_000_000_000L ? Gate.FOREVER : timeout.toNanos();
    }

    @Override
    public boolean forceRelease(String reason) {
        return forceRelease(reason, OptionalLong.empty());
    }

    @Override
    public boolean forceRelease(String reason, long expectedToken) {
        if (mechanism() == Mechanism.PLAIN) {
            throw new UnsupportedOperationException("mechanism " + Mechanism.PLAIN
                    + " has no fencing tokens, so nobody can tell one hold from the next. Force without a token.");
        }
        return forceRelease(reason, OptionalLong.of(expectedToken));
    }

    private boolean forceRelease(String reason, OptionalLong token) {
        entrance.checkOpen();
        Optional<Holder> holder = holder();
        boolean forced = entrance.occupancy().forceOut(token) || gate.force(token);
        if (forced) {
            entrance.events().forced(reason, holder);
        } else {
            entrance.events().notForced(reason);
        }
        return forced;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mechanism mechanism() {
        return gate.mechanism();
    }

    @Override
    public boolean isLocked() {
        LockStatus status = status(false);
        entrance.events().asked(status);
        return status.locked();
    }

    @Override
    public boolean isClaimedByCurrentThread() {
        HeldClaim held = entrance.current();
        return held != null && held.isHeldBy(Thread.currentThread());
    }

    @Override
    public OptionalLong value() {
        entrance.checkOpen();
        return gate.value();
    }

    @Override
    public LockStatus status() {
        return status(true);
    }

    /** @param users whether to look for the users of a foreign hold, which reads all of /proc */
    LockStatus status(boolean users) {
        entrance.checkOpen();
        HeldClaim held = entrance.current();
        if (held != null && entrance.occupancy().noticeLoss(held)) {
            held = null;
        }
        return gate.status(held != null && held.isHeld() ? held : null, entrance.queueLength(), lockInfo.read(), users)
                .orProblem(lockInfo.problem());
    }

    @Override
    public Optional<Holder> holder() {
        return status(false).holder();
    }

    @Override
    public Lock asLock() {
        return new LockAdapter(this);
    }

    @Override
    public void close() {
        LockRegistry.JVM.close(this);
    }

    /** What other processes see as the claimer's name. */
    String label(Thread claimer) {
        if (options.label().isPresent()) {
            return options.label().get();
        }
        String name = claimer.getName();
        return name.isEmpty() ? "virtual-" + claimer.getId() : name;
    }

    LockOptions options() {
        return options;
    }

    Entrance entrance() {
        return entrance;
    }

    @Override
    public String toString() {
        return "GlobalLock " + name + " (" + mechanism() + ")";
    }
}
