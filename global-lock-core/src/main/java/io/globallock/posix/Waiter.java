package io.globallock.posix;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * This process among the registered waiters of a semaphore: as long as it is counted there, a release wakes somebody. Of
 * whoever claims; one thread at a time.
 */
final class Waiter {

    private static final long UNREGISTERED_NANOS = 10_000_000L;
    private static final int MOST_WAITERS = 1 << 21;

    private final Futex futex = new Futex();

    /**
     * Where this process is counted; null: nowhere. Whoever takes the semaphore takes the count away with it, and then
     * clears this by a plain store: a call may find no stack left, and the count would be taken away twice.
     */
    @Nullable
    Attachment registeredAt;

    boolean isRegistered() {
        return registeredAt != null;
    }

    /** Counts this process; where killed waiters fill the field it sleeps a while instead. */
    void register(Attachment here) {
        if (SemaphoreWord.waiters(here.map.word()) >= MOST_WAITERS) {
            LockSupport.parkNanos(this, UNREGISTERED_NANOS);
            return;
        }
        ProtocolStep.BEFORE_REGISTRATION.reached();
        here.map.addWaiter();
        registeredAt = here;
        ProtocolStep.AFTER_REGISTRATION.reached();
    }

    /**
     * Leaves the queue without the semaphore. The wake of a post may have been meant for us, who were interrupted, or are off to
     * another file: then the next one needs it.
     */
    void giveUp() {
        Attachment here = registeredAt;
        if (here == null) {
            return;
        }
        deregister(here);
        registeredAt = null;
        long word = here.map.word();
        if (!SemaphoreWord.isSlot(SemaphoreWord.owner(word))
                && SemaphoreWord.value(word) > 0
                && SemaphoreWord.waiters(word) > 0) {
            Futex.wakeOne(here);
        }
    }

    /** Not getAndAdd: a force may have cleared the field, and a borrow would reach the owner. */
    private static void deregister(Attachment here) {
        long word;
        do {
            word = here.map.word();
        } while (SemaphoreWord.waiters(word) > 0
                && !here.map.compareAndSetWord(word, SemaphoreWord.withoutWaiter(word)));
    }

    /** The word with this process as owner, and no longer as waiter. */
    long taken(Attachment here, long word) {
        return SemaphoreWord.with(registeredAt == here ? SemaphoreWord.withoutWaiter(word) : word, here.slot, 0);
    }

    /** Sleeps while the word's low half is as it was seen, at most the time, possibly less. */
    void sleep(Attachment here, long seenWord, long nanos) {
        futex.await(here, SemaphoreWord.futexWord(seenWord), nanos);
    }
}
