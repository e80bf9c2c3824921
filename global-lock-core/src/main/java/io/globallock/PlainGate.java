package io.globallock;

import io.globallock.posix.NamedSemaphore;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreOpening;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * libc's semaphore as it is: the value alone says whether somebody is inside, nobody knows who, and a holder that dies leaves it
 * locked. Never posts while the value is above 0, as global_lock.py; between that look and the post another process may still
 * act, which only the owned mechanism excludes.
 */
final class PlainGate implements Gate {

    private final SemaphoreName name;
    private final NamedSemaphore semaphore;
    private Optional<String> doubt; // the reaper's only

    /**
     * The native wait has succeeded, and no leave has begun since: without a claim, an error struck between the two. Of whoever has
     * the permit; others may see it late.
     */
    private boolean inside;

    PlainGate(SemaphoreName name, LockOptions options) {
        this.name = name;
        this.doubt = name.doubt();
        this.semaphore = NamedSemaphore.open(name, SemaphoreOpening.ifMissing(options.permissions(), 1));
        int value = semaphore.value().orElse(1);
        if (value > 1) {
            semaphore.close();
            throw new IllegalStateException("its value is " + value + ": posted too often, or no lock at all. The plain"
                    + " mechanism would let " + value
                    + " holders in. Mend it with mechanism owned, or unlink it if nothing"
                    + " uses it.");
        }
    }

    @Override
    public Mechanism mechanism() {
        return Mechanism.PLAIN;
    }

    @Override
    public boolean tryEnter(long now, String label) {
        if (inside) {
            leave(); // an error struck between the gate and the claim
        }
        inside = semaphore.tryWait();
        return inside;
    }

    @Override
    public boolean enter(long waitNanos, String label, Cancellation cancelled) throws InterruptedException {
        inside = semaphore.await(waitNanos, cancelled);
        return inside;
    }

    @Override
    public boolean leave() {
        return post();
    }

    @Override
    public boolean leaveLocked() {
        inside = false;
        return true; // nobody knows the holder anyway
    }

    @Override
    public boolean force(OptionalLong onlyToken) {
        return post();
    }

    @Override
    public boolean seemsLeaked() {
        return inside;
    }

    @Override
    public void freeLeaked() {
        leave();
    }

    private boolean post() {
        boolean free = semaphore.value().orElse(0) > 0;
        inside = false; // right before the post, which must not be done twice
        if (!free) {
            semaphore.post();
        }
        return !free;
    }

    @Override
    public OptionalLong value() {
        var value = semaphore.value();
        return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
    }

    @Override
    public LockStatus status(@Nullable HeldClaim held, int queued, Optional<String> lockInfo, boolean users) {
        OptionalLong value = value();
        LockState state = held != null
                ? LockState.OWNED
                : value.orElse(1) == 0
                        ? LockState.FOREIGN
                        : value.orElse(1) > 1 ? LockState.OVERPOSTED : LockState.FREE;
        LockUsers look = users && state == LockState.FOREIGN ? LockUsers.look() : null;
        return new LockStatus(
                name.text(),
                Mechanism.PLAIN,
                state,
                value,
                queued,
                queued,
                held == null ? 0 : held.depth(),
                Optional.ofNullable(held).map(claim -> Holders.ofThisJvm(claim, Optional.empty(), OptionalInt.empty())),
                OptionalLong.empty(),
                Optional.empty(),
                lockInfo,
                look == null ? List.of() : look.of(name),
                look == null ? Optional.empty() : look.unseen(),
                Optional.empty());
    }

    @Override
    public void tick(Events events) {
        doubt.ifPresent(events::problem);
        doubt = Optional.empty();
    }

    @Override
    public void close() {
        semaphore.close();
    }
}
