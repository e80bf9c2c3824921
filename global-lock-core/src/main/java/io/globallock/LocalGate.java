package io.globallock;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** No gate at all: the JVM's permit alone excludes. Its tokens grow within this JVM. */
final class LocalGate implements Gate {

    private final String name;
    private final Mechanism mechanism;
    private volatile long token; // written by the holder of the permit only
    private volatile boolean inside;

    LocalGate(String name, Mechanism mechanism) {
        this.name = name;
        this.mechanism = mechanism;
    }

    @Override
    public Mechanism mechanism() {
        return mechanism;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the permit excludes other writers
    public boolean tryEnter(long now, String label) {
        token++;
        inside = true;
        return true;
    }

    @Override
    public boolean enter(long waitNanos, String label, Cancellation cancelled) {
        throw new AssertionError("an open gate makes nobody wait");
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public boolean leave() {
        inside = false;
        return true;
    }

    @Override
    public boolean leaveLocked() {
        throw new UnsupportedOperationException(
                "mechanism " + mechanism + " has no lock outside this JVM that could stay locked");
    }

    @Override
    public boolean force(OptionalLong onlyToken) {
        return false;
    }

    @Override
    public OptionalLong value() {
        return OptionalLong.of(inside ? 0 : 1);
    }

    @Override
    public LockStatus status(@Nullable HeldClaim held, int queued, Optional<String> lockInfo, boolean users) {
        return new LockStatus(
                name,
                mechanism,
                held == null ? LockState.FREE : LockState.OWNED,
                OptionalLong.of(held == null ? 1 : 0),
                queued,
                queued,
                held == null ? 0 : held.depth(),
                Optional.ofNullable(held).map(claim -> Holders.ofThisJvm(claim, Optional.empty(), OptionalInt.empty())),
                OptionalLong.of(token),
                Optional.empty(),
                lockInfo,
                List.of(),
                Optional.empty());
    }

    @Override
    public void close() {}
}
