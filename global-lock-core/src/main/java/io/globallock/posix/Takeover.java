package io.globallock.posix;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the hold of a dead owner, for a claimer who gets the semaphore or for the reaper, who frees it. {@link #mutex} serialises
 * whatever uses the descriptors: the threads of a process share one owner of OFD locks and would all succeed.
 */
final class Takeover {

    enum Outcome {
        /** Its owner is alive, or not dead for long enough. */
        BUSY,
        /** The hold is over: the word is the claimer's, or free. */
        TAKEN,
        /** Somebody else acted: look at the word again. */
        CHANGED,
        /** A descriptor is not ours any more, so that its locks mean nothing. */
        LOST_DESCRIPTOR
    }

    private static final long NAP_NANOS = 50_000;
    private static final long PATIENCE_NANOS = 200_000_000L;

    final SpinLock mutex = new SpinLock();
    final DeadWatch watch;

    /** The dead slot whose byte this process may have although nobody works on it: an error struck. 0: none. */
    private int frozen;

    private long token;
    private Optional<HolderRecord> from = Optional.empty();

    /** The token that the reaper of this JVM drew for the latest dead hold that it freed; 0: none. */
    private volatile long freed;

    private volatile Optional<HolderRecord> freedFrom = Optional.empty();

    /** The token of the latest freed hold of which this JVM's listeners are being told; tokens grow. */
    private long telling;

    /** The same when they know. */
    private volatile long told;

    Takeover(long takeoverDelayNanos) {
        this.watch = new DeadWatch(takeoverDelayNanos);
    }

    /** What becomes of the hold of another process, for a claimer. */
    Outcome claim(Attachment here, int owner, long now, Waiter claimer) {
        if (!mutex.tryLock()) {
            return Outcome.BUSY; // the reaper is at it
        }
        try {
            ProtocolStep.MUTEX_TAKEN.reached();
            return end(here, owner, now, claimer);
        } finally {
            mutex.held = false;
        }
    }

    /** The same for the reaper, which has {@link #mutex}: it frees the semaphore for whoever comes. */
    Outcome free(Attachment here, int owner, long now) {
        return end(here, owner, now, null);
    }

    private Outcome end(Attachment here, int owner, long now, @Nullable Waiter claimer) {
        thaw(here);
        frozen = owner; // before the try: an error right after it must not leave the byte locked for ever
        boolean alive = false;
        try {
            alive = !here.slots.tryLock(owner) && !ProtocolStep.aliveCountsAsDead();
            if (alive) {
                return absorb(here, owner) ? Outcome.CHANGED : Outcome.BUSY;
            }
            ProtocolStep.AFTER_DEAD_SLOT_LOCK.reached();
            return here.isIntact() ? endFrozen(here, owner, now, claimer) : Outcome.LOST_DESCRIPTOR;
        } finally {
            if (!alive) {
                ProtocolStep.BEFORE_DEAD_SLOT_UNLOCK.reached();
                here.slots.unlock(owner);
                ProtocolStep.AFTER_DEAD_SLOT_UNLOCK.reached();
            }
            frozen = 0;
        }
    }

    /** The dead owner's byte is ours: its slot cannot get a new user meanwhile. */
    private Outcome endFrozen(Attachment here, int dead, long now, @Nullable Waiter claimer) {
        while (true) {
            SemaphoreSnapshot seen = here.map.snapshot();
            long word = seen.word();
            if (SemaphoreWord.owner(word) != dead) {
                return Outcome.CHANGED;
            }
            if (!watch.permits(dead, seen.token(), SemaphoreWord.value(word), now)) {
                return Outcome.BUSY;
            }
            if (claimer == null ? freed(here, seen) : taken(here, seen, claimer)) {
                here.map.count(SemaphoreMap.TAKEOVERS, 1);
                return Outcome.TAKEN;
            }
        }
    }

    private boolean taken(Attachment here, SemaphoreSnapshot seen, Waiter claimer) {
        if (!here.map.compareAndSetWord(seen.word(), claimer.taken(here, seen.word()))) {
            return false;
        }
        claimer.registeredAt = null;
        ProtocolStep.AFTER_TAKEOVER_CAS.reached();
        token = here.map.nextToken();
        from = seen.holder();
        return true;
    }

    private boolean freed(Attachment here, SemaphoreSnapshot seen) {
        // The token before the word: nobody may see two holds with one token. Whoever claims next, in whatever
        // process, knows by it that this hold ended by a death.
        long next = here.map.nextToken();
        here.map.announceFreed(next);
        freedFrom = seen.holder();
        long word = seen.word();
        // Waiters come and go; but if the value has changed, somebody was let in or out, and the watch begins anew.
        while (SemaphoreWord.owner(word) == seen.owner() && SemaphoreWord.value(word) == seen.value()) {
            ProtocolStep.BEFORE_FREEING_CAS.reached();
            if (here.map.compareAndSetWord(word, SemaphoreWord.with(word, SemaphoreWord.NO_OWNER, 1))) {
                freed = next;
                ProtocolStep.AFTER_TAKEOVER_CAS.reached();
                if (SemaphoreWord.waiters(word) > 0) {
                    Futex.wakeOne(here);
                }
                return true;
            }
            word = here.map.word();
        }
        return false;
    }

    /**
     * Whether the hold before the one with this token was freed after a death of which nobody tells the listeners of this JVM yet:
     * then the caller does. If the reaper is just at it, waits until they know: the caller may be a program that ends at once. Of
     * whoever claims.
     */
    boolean followsUntoldDeath(Attachment here, long claimToken) {
        long death = claimToken - 1;
        if (here.map.freedToken() != death || told >= death) {
            return false;
        }
        if (startTelling(death)) {
            told(death);
            from = here.map.record(death - 1);
            return true;
        }
        long start = System.nanoTime();
        while (told < death && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
        return false;
    }

    /** The token of a death of which nobody tells the listeners yet: then the caller does. 0: there is none. */
    long untoldDeath() {
        long death = freed;
        return death > told && startTelling(death) ? death : 0;
    }

    /** For one caller only. */
    private synchronized boolean startTelling(long death) {
        boolean first = telling < death;
        telling = Math.max(telling, death);
        return first;
    }

    /** What that hold's owner wrote about itself. */
    Optional<HolderRecord> freedFrom() {
        return freedFrom;
    }

    /** The listeners know of this death, and of those before. */
    synchronized void told(long death) {
        told = Math.max(told, death);
    }

    /** Under {@link #mutex}: gives back a byte that an error left locked, or its owner would look alive to everybody else. */
    void thaw(Attachment here) {
        if (frozen != 0) {
            here.slots.unlock(frozen);
            frozen = 0;
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
            mutex.held = false;
        }
    }
}
