package io.globallock;

import io.globallock.posix.Findings;
import io.globallock.posix.HolderRecord;
import io.globallock.posix.OwnedSemaphore;
import io.globallock.posix.PosixException;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreRefusedException;
import io.globallock.posix.SemaphoreSnapshot;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The owned semaphore: knows who is inside, and replaces the dead. */
final class OwnedGate implements Gate {

    private final SemaphoreName name;
    private final OwnedSemaphore semaphore;

    OwnedGate(SemaphoreName name, LockOptions options) {
        this.name = name;
        this.semaphore = OwnedSemaphore.open(name, options.permissions(), options.takeoverDelay());
    }

    @Override
    public Mechanism mechanism() {
        return Mechanism.OWNED;
    }

    @Override
    public boolean tryEnter(long now, String label) {
        try {
            return semaphore.tryClaim(now, label) || refused();
        } catch (PosixException | SemaphoreRefusedException | IllegalStateException e) {
            throw translated(e);
        }
    }

    @Override
    public boolean enter(long waitNanos, String label, Cancellation cancelled) throws InterruptedException {
        try {
            return semaphore.claim(waitNanos, label, cancelled) || refused();
        } catch (PosixException | SemaphoreRefusedException | IllegalStateException e) {
            throw translated(e);
        }
    }

    private boolean refused() {
        String broken = semaphore.broken();
        if (broken != null) {
            throw new LockBrokenException(name.text(), broken);
        }
        return false;
    }

    private RuntimeException translated(RuntimeException e) {
        String broken = semaphore.broken();
        return broken != null
                ? new LockBrokenException(name.text(), broken)
                : new LockUnavailableException(
                        name.text(),
                        "Lock " + name.text() + " was unlinked and cannot be opened anew: " + e.getMessage(),
                        e);
    }

    @Override
    public long token() {
        return semaphore.token();
    }

    @Override
    public boolean wasTakeover() {
        return semaphore.wasTakeover();
    }

    @Override
    public Optional<Holder> takenOverFrom() {
        return dead(semaphore.takenOverFrom());
    }

    private static Optional<Holder> dead(Optional<HolderRecord> record) {
        return record.map(dead -> Holders.of(dead, Optional.of(false)));
    }

    @Override
    public boolean leave() {
        return semaphore.release();
    }

    @Override
    public boolean leaveLocked() {
        return semaphore.disown();
    }

    @Override
    public boolean force(OptionalLong token) {
        return semaphore.force(token);
    }

    @Override
    public void countForced() {
        semaphore.countForced();
    }

    @Override
    public OptionalLong value() {
        return OptionalLong.of(semaphore.snapshot().value());
    }

    @Override
    public LockStatus status(@Nullable HeldClaim held, int queued, Optional<String> lockInfo, boolean users) {
        SemaphoreSnapshot seen;
        Optional<String> problem;
        try {
            seen = semaphore.snapshot();
            problem = Optional.ofNullable(semaphore.problem());
        } catch (IllegalStateException e) {
            throw translated(e);
        }
        boolean here = seen.owner() == semaphore.slot();
        return SemaphoreStatus.of(
                name,
                seen,
                here || !seen.isOwned() ? Optional.of(true) : Optional.of(semaphore.isAlive(seen.owner())),
                here ? held : null,
                queued,
                lockInfo,
                semaphore.foreignSince(),
                problem,
                users);
    }

    @Override
    public @Nullable String broken() {
        return semaphore.broken();
    }

    @Override
    public void tick(Events events) {
        Findings found = semaphore.look();
        found.problems().forEach(events::problem);
        if (found.freedToken() != 0) {
            events.freed(dead(found.freedFrom()), () -> semaphore.toldFreed(found.freedToken()));
        }
    }

    @Override
    public boolean isInside() {
        return semaphore.isOwnedHere();
    }

    @Override
    public boolean seemsLeaked() {
        return semaphore.isOwnedHere();
    }

    @Override
    public boolean shouldMove() {
        return broken() == null && semaphore.isUnlinked();
    }

    @Override
    public void freeLeaked() {
        semaphore.release();
    }

    @Override
    public void close() {
        semaphore.close();
    }
}
