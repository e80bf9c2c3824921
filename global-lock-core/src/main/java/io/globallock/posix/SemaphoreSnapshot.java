package io.globallock.posix;

import java.util.List;
import java.util.Optional;

/**
 * A semaphore's file at one moment.
 *
 * @param word the semaphore's 64 bits
 * @param token the latest fencing token
 * @param counters claims, takeovers, absorbed, forced, lost; empty if the file has no room for them
 * @param holder what the owner in the word wrote about itself, or who left the hold without an owner; empty if it wrote nothing or
 *     was just writing
 */
public record SemaphoreSnapshot(long word, long token, List<Long> counters, Optional<HolderRecord> holder) {

    public SemaphoreSnapshot {
        counters = List.copyOf(counters);
    }

    /** The semaphore's value, 0 to 2147483647. */
    public int value() {
        return SemaphoreWord.value(word);
    }

    /** Registered waiters of all processes, killed ones included. */
    public int waiters() {
        return SemaphoreWord.waiters(word);
    }

    /** The owner's slot; 0 if nobody is known to own it. */
    public int owner() {
        return SemaphoreWord.owner(word);
    }

    /** Whether the owner is the slot of a process. */
    public boolean isOwned() {
        return SemaphoreWord.isSlot(owner());
    }

    /** Whether the file was given up for another one of the same name. */
    public boolean isRetired() {
        return owner() == SemaphoreWord.RETIRED;
    }

    /** Whether the owner is one that cannot exist. */
    public boolean isCorrupt() {
        return owner() > SemaphoreWord.MAX_SLOT && !isRetired();
    }

    /** What is wrong with such an owner. */
    public Optional<String> corruption() {
        return isCorrupt() ? Optional.of(SemaphoreWord.corruption(owner())) : Optional.empty();
    }
}
