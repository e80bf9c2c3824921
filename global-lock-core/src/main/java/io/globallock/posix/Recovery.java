package io.globallock.posix;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the semaphore over from a dead owner. {@link #mutex} serialises whatever uses the descriptors: the threads of a process
 * share one owner of OFD locks and would all succeed.
 */
final class Recovery {

    enum Outcome {
        /** Its owner is alive, or not dead for long enough. */
        BUSY,
        /** The word is ours. */
        TAKEN,
        /** Somebody else acted: look at the word again. */
        CHANGED,
        /** A descriptor is not ours any more, so that its locks mean nothing. */
        LOST_DESCRIPTOR
    }

    final ReentrantLock mutex = new ReentrantLock();
    final DeadWatch watch;

    private long token;
    private Optional<HolderRecord> from = Optional.empty();

    Recovery(long takeoverDelayNanos) {
        this.watch = new DeadWatch(takeoverDelayNanos);
    }

    /** What becomes of a hold of another process. Of whoever claims. */
    Outcome recover(Attachment here, int owner, long now, Waiter waiter) {
        if (!mutex.tryLock()) {
            return Outcome.BUSY; // the reaper is at it
        }
        try {
            if (!here.slots.tryLock(owner) && !ProtocolStep.aliveCountsAsDead()) {
                return absorb(here, owner) ? Outcome.CHANGED : Outcome.BUSY;
            }
            if (!here.isIntact()) {
                return Outcome.LOST_DESCRIPTOR;
            }
            ProtocolStep.AFTER_DEAD_SLOT_LOCK.reached();
            try {
                return takeOver(here, owner, now, waiter);
            } finally {
                ProtocolStep.BEFORE_DEAD_SLOT_UNLOCK.reached();
                here.slots.unlock(owner);
                ProtocolStep.AFTER_DEAD_SLOT_UNLOCK.reached();
            }
        } finally {
            mutex.unlock();
        }
    }

    /** The dead owner's byte is ours: its slot cannot get a new user meanwhile. */
    private Outcome takeOver(Attachment here, int dead, long now, Waiter waiter) {
        while (true) {
            SemaphoreSnapshot seen = here.map.snapshot();
            long word = seen.word();
            if (SemaphoreWord.owner(word) != dead) {
                return Outcome.CHANGED;
            }
            if (!watch.permits(dead, seen.token(), SemaphoreWord.value(word), now)) {
                return Outcome.BUSY;
            }
            if (here.map.compareAndSetWord(word, waiter.taken(here, word))) {
                waiter.registeredAt = null;
                ProtocolStep.AFTER_TAKEOVER_CAS.reached();
                token = here.map.nextToken();
                here.map.count(SemaphoreMap.TAKEOVERS, 1);
                from = seen.holder();
                return Outcome.TAKEN;
            }
        }
    }

    /** Removes what somebody posted on the hold of a living owner. True: the word has changed. */
    static boolean absorb(Attachment here, int owner) {
        long word = here.map.word();
        if (SemaphoreWord.owner(word) != owner || SemaphoreWord.value(word) == 0) {
            return SemaphoreWord.owner(word) != owner;
        }
        boolean absorbed = here.map.compareAndSetWord(word, SemaphoreWord.with(word, owner, 0));
        here.map.count(SemaphoreMap.ABSORBED, absorbed ? SemaphoreWord.value(word) : 0);
        return true;
    }

    /** The fencing token of the latest takeover. Of whoever claims. */
    long token() {
        return token;
    }

    /** What the dead holder wrote about itself. Of whoever claims, after a takeover. */
    Optional<HolderRecord> from() {
        return from;
    }

    /** How long until the hold that was just seen dead may be taken over; 0 if nothing is watched. */
    long nanosLeft(long now) {
        mutex.lock();
        try {
            return watch.nanosLeft(now);
        } finally {
            mutex.unlock();
        }
    }
}
