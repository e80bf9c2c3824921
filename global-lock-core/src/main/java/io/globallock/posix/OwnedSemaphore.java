package io.globallock.posix;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX named semaphore whose word also names its owner, so that a dead owner's hold can be taken over and nothing is ever
 * posted twice. Programs that know nothing of it see the values 0 and 1 as always.
 *
 * <table>
 * <caption>What a call does, by what the word says</caption>
 * <tr><th>call</th><th>free</th><th>owned here</th><th>owned, alive</th><th>owned, dead</th><th>foreign hold</th></tr>
 * <tr><td>{@code tryClaim}</td><td>owned here</td><td>a leaked hold: freed first</td><td>false</td>
 *     <td>owned here after the takeover delay, else false</td><td>false</td></tr>
 * <tr><td>{@code claim}</td><td>owned here</td><td>as above</td><td>waits</td><td>waits out the delay</td><td>waits</td></tr>
 * <tr><td>{@code release}</td><td>false</td><td>free; true</td><td>false</td><td>false</td><td>false</td></tr>
 * <tr><td>{@code force}</td><td>false</td><td>free</td><td>free</td><td>free</td><td>free</td></tr>
 * </table>
 *
 * <p>It belongs to a process and knows no threads: <b>claim, release, close and the like must not run at the same time in two
 * threads</b>; {@code force}, {@code look}, {@code snapshot} and the other looks may, at any time. Not fair. Waits see an
 * interrupt within 20 ms. The word is the only thing that decides; docs/design.md has the protocol and docs/model its proofs.
 */
public final class OwnedSemaphore implements AutoCloseable {

    /** How long a waiter sleeps at most before it looks for an interrupt and a death. */
    private static final long SLICE_NANOS = 20_000_000L;
    /** No word of an owned semaphore: its owner is none. */
    private static final long NOT_OWNED = 0;

    /** Where a takeover waits for nothing else, the look is what it waits for. */
    private static final long SLICE_WITHOUT_DELAY_NANOS = 10_000_000L;

    private final SemaphoreName name;
    private final SemaphorePermissions permissions;
    private final long sliceNanos;
    private final Takeover takeovers;
    private final Waiter waiter = new Waiter();
    private final HolderPen pen = new HolderPen();
    private final Upkeep upkeep;
    private volatile Attachment at;
    private volatile @Nullable String broken;
    private volatile boolean truncated;
    private volatile boolean closed;
    private boolean descriptorsClosed;

    // Of whoever claims:
    private long token;
    private long lastWord;
    private boolean takeover;

    private OwnedSemaphore(SemaphoreName name, SemaphorePermissions permissions, Duration takeoverDelay) {
        this.name = name;
        this.permissions = permissions;
        this.sliceNanos = takeoverDelay.isZero() ? SLICE_WITHOUT_DELAY_NANOS : SLICE_NANOS;
        this.takeovers = new Takeover(takeoverDelay.toNanos());
        Attachment opened = Attachment.open(name, permissions);
        try {
            this.upkeep = new Upkeep(takeovers, opened.warning);
        } catch (RuntimeException | Error e) {
            opened.closeDescriptors(); // nobody else knows it yet
            throw e;
        }
        this.at = opened;
    }

    /**
     * Opens the semaphore, creating it with value 1 if there is none.
     *
     * @param mode permission bits of a new file, 0 to 0777; the umask does not cut them
     * @param takeoverDelay how long a dead hold is watched before it is taken over; zero: at once
     * @throws SemaphoreRefusedException if the platform or the file is none that this works on
     * @throws PosixException if the system refuses
     */
    public static OwnedSemaphore open(SemaphoreName name, int mode, Duration takeoverDelay) {
        return open(name, SemaphorePermissions.of(mode), takeoverDelay);
    }

    /** As {@link #open(SemaphoreName, int, Duration)}, with a say in who may use it. */
    public static OwnedSemaphore open(SemaphoreName name, SemaphorePermissions permissions, Duration takeoverDelay) {
        return new OwnedSemaphore(name, permissions, takeoverDelay);
    }

    /**
     * Why no semaphore of this kind can be opened here; empty if it can. The first call of a JVM loads the native binding and tries
     * it, which takes 150 to 300 ms; later ones cost nothing. Thread-safe.
     */
    public static Optional<String> unsupported() {
        return OwnedSupport.refusal();
    }

    /**
     * Claims it if it is free, or dead for long enough.
     *
     * @param now {@link System#nanoTime()}
     * @param claimer what other processes see as the holder's name
     */
    public boolean tryClaim(long now, String claimer) {
        checkWhole();
        pen.use(claimer);
        try {
            return attempt(now);
        } catch (InternalError e) {
            throw breaks(e);
        }
    }

    /**
     * Claims it as soon as it is free, or dead for long enough. A wait that sees a dead owner goes on until the takeover delay is
     * over, even if its own time is up before.
     *
     * @param waitNanos how long at most; {@link Long#MAX_VALUE} for ever
     * @return false if the time was up
     * @throws InterruptedException if the thread is interrupted before or while it waits, or the wait is cancelled
     */
    public boolean claim(long waitNanos, String claimer, WaitCancellation cancellation) throws InterruptedException {
        checkWhole();
        pen.use(claimer);
        long start = System.nanoTime();
        boolean claimed = false;
        try {
            while (true) {
                if (Thread.interrupted() || cancellation.isCancelled()) {
                    throw new InterruptedException();
                }
                long now = System.nanoTime();
                claimed = attempt(now);
                if (claimed) {
                    return true;
                }
                long left = waitNanos == Long.MAX_VALUE ? waitNanos : waitNanos - (now - start);
                if (left <= 0) {
                    left = takeovers.nanosLeft(now);
                }
                if (left <= 0 || broken != null) {
                    return false;
                }
                Attachment here = at;
                if (waiter.isRegistered()) {
                    waiter.sleep(here, lastWord, Math.min(left, sliceNanos * cancellation.patience()));
                    ProtocolStep.AFTER_SLEEP.reached();
                } else {
                    waiter.register(here);
                }
            }
        } catch (InternalError e) {
            throw breaks(e);
        } finally {
            if (!claimed && !truncated) {
                giveUp();
            }
        }
    }

    private void giveUp() {
        if (waiter.isRegistered()) {
            upkeep.wakeOwed = true; // if an error strikes in here, the reaper wakes
            waiter.giveUp();
            upkeep.wakeOwed = false;
        }
    }

    /** One look at the word, and what follows from it, until there is an answer. */
    private boolean attempt(long now) {
        takeover = false;
        while (true) {
            Attachment here = at;
            long word = here.map.word();
            int owner = SemaphoreWord.owner(word);
            lastWord = word;
            if (owner == SemaphoreWord.NO_OWNER) {
                if (SemaphoreWord.value(word) == 0) {
                    upkeep.sawForeign(now);
                    return false;
                }
                if (take(here, word) && settle(here, now, false)) {
                    return true;
                }
            } else if (owner == here.slot) {
                // Nothing is current and yet the word is ours: an error struck in an earlier call.
                here.map.compareAndSetWord(word, SemaphoreWord.with(word, SemaphoreWord.NO_OWNER, 1));
            } else if (owner == SemaphoreWord.RETIRED) {
                if (!here.isUnlinkedNow()) {
                    return false; // corrupt: only a force repairs it
                }
                reopen(here);
            } else if (owner > SemaphoreWord.MAX_SLOT) {
                return false;
            } else {
                switch (takeovers.claim(here, owner, now, waiter)) {
                    case BUSY -> {
                        return false;
                    }
                    case LOST_DESCRIPTOR -> {
                        broken = Upkeep.LOST_DESCRIPTOR;
                        return false;
                    }
                    case TAKEN -> {
                        token = takeovers.token();
                        if (settle(here, now, true)) {
                            return true;
                        }
                    }
                    case CHANGED -> {
                        // The word is another one now: look again.
                    }
                }
            }
        }
    }

    private boolean take(Attachment here, long word) {
        ProtocolStep.BEFORE_CLAIM_CAS.reached();
        if (!here.map.compareAndSetWord(word, waiter.taken(here, word))) {
            return false;
        }
        waiter.registeredAt = null;
        ProtocolStep.AFTER_CLAIM_CAS.reached();
        here.map.count(SemaphoreMap.ABSORBED, SemaphoreWord.value(word) - 1L);
        return true;
    }

    /** After the word is ours: is the file still the lock, and are we still the owner? */
    private boolean settle(Attachment here, long now, boolean hasToken) {
        if (here.isUnlinked(now)) {
            retire(here);
            reopen(here);
            return false;
        }
        if (!hasToken) {
            token = here.map.nextToken();
        }
        if (SemaphoreWord.owner(here.map.word()) != here.slot) {
            return false; // forced away already
        }
        ProtocolStep.AFTER_TOKEN.reached();
        takeover = hasToken || takeovers.followsUntoldDeath(here, token);
        upkeep.sawNoForeign();
        here.map.countClaim();
        pen.write(here, token, now, now + upkeep.wallOffset());
        return true;
    }

    private void retire(Attachment here) {
        long word = here.map.word();
        while (SemaphoreWord.owner(word) == here.slot) {
            if (here.map.compareAndSetWord(word, SemaphoreWord.with(word, SemaphoreWord.RETIRED, 1))) {
                Futex.wakeOne(here);
                return;
            }
            word = here.map.word();
        }
    }

    /** Leaves a file that was given up for the one that has its name now. */
    private void reopen(Attachment old) {
        giveUp();
        Attachment next;
        try {
            next = Attachment.open(name, permissions, old.map.token());
        } catch (PosixException | SemaphoreRefusedException e) {
            upkeep.moves(e.getMessage());
            throw e;
        }
        boolean moved = false;
        try {
            takeovers.mutex.lock();
            try {
                takeovers.thaw(old); // what an error left locked is the old file's
                at = next;
                moved = true;
                upkeep.moves(null);
                takeovers.watch.forget();
                old.closeDescriptors();
            } finally {
                takeovers.mutex.held = false;
            }
        } finally {
            if (!moved) {
                next.closeDescriptors(); // an error struck before anybody knew it
            }
        }
    }

    /** The fencing token of the latest claim. Of whoever claims. */
    public long token() {
        return token;
    }

    /**
     * Whether the hold before the latest claim ended by its owner's death: this claim took it over, or it was freed for whoever
     * came, by whatever process, and nobody here knows yet. Of whoever claims.
     */
    public boolean wasTakeover() {
        return takeover;
    }

    /** What the dead holder wrote about itself. Of whoever claims, after a takeover. */
    public Optional<HolderRecord> takenOverFrom() {
        return takeovers.from();
    }

    /**
     * Gives it back.
     *
     * @return false if this process does not own it, having been forced out: then nothing is posted
     */
    public boolean release() {
        return leave(1);
    }

    /**
     * Leaves it locked, as a hold that nobody owns: no death ends it, only a force or another program's post.
     *
     * @return false if this process does not own it: then nothing changes; or if the file has lost its name, so that nobody would find
     *     the hold: then it is released
     */
    public boolean disown() {
        if (at.isUnlinkedNow()) {
            release();
            return false;
        }
        try {
            if (isOwnedHere()) {
                at.map.markLeft(token);
            }
        } catch (InternalError e) {
            breaks(e);
        }
        return leave(0);
    }

    private boolean leave(int value) {
        Attachment here = at;
        ProtocolStep.BEFORE_RELEASE_CAS.reached();
        long left;
        try {
            left = !truncated
                    ? leave(
                            here.map,
                            here.slot,
                            here.wasUnlinked() ? SemaphoreWord.RETIRED : SemaphoreWord.NO_OWNER,
                            value)
                    : NOT_OWNED;
        } catch (InternalError e) {
            breaks(e);
            return false; // whatever it was, it is over
        }
        if (left == NOT_OWNED) {
            return false;
        }
        try {
            ProtocolStep.AFTER_RELEASE_CAS.reached();
            if (value > 0 && SemaphoreWord.waiters(left) > 0) {
                Futex.wakeOne(here);
            }
        } catch (Error e) {
            // It is released, and to say otherwise would be wrong: the reaper wakes whoever sleeps.
            // No call here: the stack may be exhausted.
            upkeep.wakeOwed = true;
        }
        return true;
    }

    /** From owned by the slot to another owner and value. The word before; {@link #NOT_OWNED}: it is not the slot's. */
    private static long leave(SemaphoreMap map, int slot, int nextOwner, int value) {
        long word;
        do {
            word = map.word();
            if (SemaphoreWord.owner(word) != slot) {
                map.count(SemaphoreMap.LOST, 1);
                return NOT_OWNED;
            }
        } while (!map.compareAndSetWord(word, SemaphoreWord.with(word, nextOwner, value)));
        return word;
    }

    /**
     * Releases a semaphore in memory of its own, once for each JVM, so that the way out of the first claim loads no class: with a
     * full heap it could not, and the lock would stay held.
     */
    static boolean rehearseRelease() {
        NativeMemory memory = new NativeMemory(SemaphoreMap.SIZE);
        SemaphoreMap map = new SemaphoreMap(memory.bytes, true);
        map.addWaiter();
        map.compareAndSetWord(map.word(), SemaphoreWord.with(map.word(), 1, 0));
        boolean released = leave(map, 1, SemaphoreWord.NO_OWNER, 1) != NOT_OWNED;
        boolean twice = leave(map, 1, SemaphoreWord.NO_OWNER, 1) != NOT_OWNED;
        Futex.wakeOne(memory);
        return released && !twice;
    }

    /**
     * Makes it free whoever holds it; with a value of exactly 1, so that two forces at once do no harm.
     *
     * @param token only if the owner's hold has this one; empty: in any case
     * @return false if it was free, or the token another. A hold without an owner has none
     */
    public boolean force(OptionalLong token) {
        checkWhole();
        try {
            Attachment here = at;
            while (true) {
                long word = here.map.word();
                int owner = SemaphoreWord.owner(word);
                boolean free = owner == SemaphoreWord.NO_OWNER && SemaphoreWord.value(word) == 1;
                if (free || (owner == SemaphoreWord.RETIRED && here.isUnlinkedNow())) {
                    return false;
                }
                if (token.isPresent() && !here.map.isHold(word, token.getAsLong())) {
                    return false;
                }
                if (here.map.compareAndSetWord(word, SemaphoreWord.with(word, SemaphoreWord.NO_OWNER, 1))) {
                    here.map.count(SemaphoreMap.FORCED, 1);
                    if (SemaphoreWord.waiters(word) > 0) {
                        Futex.wakeOne(here);
                    }
                    return SemaphoreWord.value(word) == 0 || owner != SemaphoreWord.NO_OWNER;
                }
            }
        } catch (InternalError e) {
            throw breaks(e);
        }
    }

    /** Counts a force that this process did to its own claim by releasing it. */
    public void countForced() {
        at.map.count(SemaphoreMap.FORCED, 1);
    }

    /** Whether this process owns it. */
    public boolean isOwnedHere() {
        Attachment here = at;
        try {
            return !closed && !truncated && SemaphoreWord.owner(here.map.word()) == here.slot;
        } catch (InternalError e) {
            breaks(e);
            return false;
        }
    }

    /** Whether a file that was unlinked still has to be given up by a claim. */
    public boolean isUnlinked() {
        return at.wasUnlinked();
    }

    /**
     * Mends what needs no claim: frees dead holds for foreign waiters, removes surplus posts, repeats lost wakes. To be called
     * four times a second by one thread.
     */
    public Findings look() {
        if (takeovers.mutex.tryLock()) {
            try {
                if (!closed && broken == null) { // asked under the mutex, as close() has it too
                    ProtocolStep.REAPER_LOOKS.reached();
                    takeovers.thaw(at);
                    String found = upkeep.look(at);
                    if (found != null) {
                        broken = found;
                    }
                }
            } catch (InternalError e) {
                upkeep.tell(String.valueOf(breaks(e).getMessage()));
            } finally {
                takeovers.mutex.held = false;
            }
        }
        return upkeep.findings();
    }

    /** The listeners know of the death with this {@link Findings#freedToken()}. */
    public void toldFreed(long freedToken) {
        takeovers.told(freedToken);
    }

    /** Since when the foreign hold was seen at every look, on {@link System#nanoTime()}; 0 if there is none. */
    public long foreignSince() {
        return upkeep.foreignSince();
    }

    /** The file at this moment. */
    public SemaphoreSnapshot snapshot() {
        checkWhole();
        try {
            return at.map.snapshot();
        } catch (InternalError e) {
            throw breaks(e);
        }
    }

    /** Whether the process of a slot is alive, at this moment and in whatever pid namespace. */
    public boolean isAlive(int slot) {
        takeovers.mutex.lock();
        try {
            return slot == at.slot || at.slots.isLockedByOther(slot);
        } finally {
            takeovers.mutex.held = false;
        }
    }

    /** This process's slot, 1 to 1000. */
    public int slot() {
        return at.slot;
    }

    /** Why it cannot be claimed any more; null while it can. */
    public @Nullable String broken() {
        return broken;
    }

    /**
     * Why it is broken, or cannot be claimed, or does not exclude everybody at the moment; null if nothing is known. What its word
     * says is as of now, what became of its file as of the last {@link #look}.
     */
    public @Nullable String problem() {
        String broken = this.broken;
        if (broken != null) {
            return broken;
        }
        try {
            checkWhole();
            Attachment here = at;
            String corruption = here.corruption(SemaphoreWord.owner(here.map.word()));
            return corruption != null ? corruption : upkeep.problem();
        } catch (InternalError e) {
            throw breaks(e);
        }
    }

    private void checkWhole() {
        if (truncated) { // not even a look: in interpreted code a fault ends the JVM
            throw new IllegalStateException("Semaphore " + name + ": " + broken);
        }
    }

    /**
     * Breaks it if its file was truncated under the mapping. The JVM reports such a fault late and at any place, and other
     * mappings have such faults too: those are not ours to explain.
     */
    private IllegalStateException breaks(InternalError fault) {
        if (!truncated) {
            if (!at.isTruncated()) {
                throw fault;
            }
            truncated = true;
            broken = "its file was truncated while it was mapped";
        }
        return new IllegalStateException("Semaphore " + name + ": " + broken, fault);
    }

    /**
     * Gives the slot back. Whoever calls makes sure that nobody claims or holds it. A second call does nothing, but for what an
     * error kept the first one from doing.
     *
     * @throws IllegalStateException if this process owns it: then it stays open
     */
    @Override
    public void close() {
        takeovers.mutex.lock();
        try {
            if (!closed && isOwnedHere()) {
                throw new IllegalStateException("Semaphore " + name + " is held by this process; release it first.");
            }
            if (!descriptorsClosed) {
                ProtocolStep.BEFORE_CLOSE.reached();
                takeovers.thaw(at);
                // From here on the slot may be gone: no claim and no look, even if an error keeps the rest from being
                // done.
                broken = "its close failed; close it again";
                closed = true;
                at.closeDescriptors();
                descriptorsClosed = true;
            }
        } finally {
            takeovers.mutex.held = false;
        }
    }
}
