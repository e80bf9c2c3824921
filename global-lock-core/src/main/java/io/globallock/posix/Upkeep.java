package io.globallock.posix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every attached process does for all: the reaper's round on one semaphore. Runs under {@link Takeover#mutex}, but for the
 * fields that claimers read.
 */
final class Upkeep {

    static final String LOST_DESCRIPTOR = "other code of this process closed its file descriptor";

    private static final String UNLINKED_WHILE_HELD =
            "its file was unlinked while this process holds it: whoever opens it now gets another lock of the same name,"
                    + " until this hold ends";
    private static final String UNLINKED_AND_LOCKED =
            "its file was unlinked while another program holds it: whoever opens it now gets another lock of the same name,"
                    + " and who waits here waits until that program posts the old one. If it crashed, forceRelease() here ends"
                    + " the wait";
    private static final String ELSEWHERE =
            "its name leads to another file now (renamed, or /dev/shm mounted over): whoever opens it gets another lock of the"
                    + " same name";
    private static final int MANY_WAITERS = 1 << 20;
    private static final int ROUNDS_TO_WAKE = 2;
    /** Once a second: what asks the kernel about the file costs most of a round. */
    private static final int ROUNDS_TO_CHECK_FILE = 4;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Takeover takeover;
    private final Set<String> told = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private volatile String warning;
    private volatile long wallOffset = measureWallOffset();
    private volatile long foreignSince;
    /** A release could not wake its waiter. */
    volatile boolean wakeOwed;

    private volatile @Nullable String problem;

    /** Why the file that has the name now cannot be opened, after the old one was given up. */
    private volatile @Nullable String cannotMove;

    private @Nullable String strangeLock;
    private boolean elsewhere;
    private long lastWord;
    private int idleRounds;
    private int round;

    Upkeep(Takeover takeover, String warning) {
        this.takeover = takeover;
        this.warning = warning;
    }

    /** What to add to {@link System#nanoTime()} for nanoseconds since the epoch; at most a quarter of a second old. */
    long wallOffset() {
        return wallOffset;
    }

    private static long measureWallOffset() {
        return System.currentTimeMillis() * NANOS_PER_MILLI - System.nanoTime();
    }

    /** A claimer found a foreign hold. */
    void sawForeign(long now) {
        if (foreignSince == 0) {
            foreignSince = now;
        }
    }

    /** This process has the lock: what a foreign program had is over. */
    void sawNoForeign() {
        if (foreignSince != 0) {
            foreignSince = 0;
        }
    }

    long foreignSince() {
        return foreignSince;
    }

    /** Looks once; the answer is why the semaphore is broken, null if it is not. {@link #findings()} has the rest. */
    @Nullable
    String look(Attachment at) {
        long now = System.nanoTime();
        wallOffset = measureWallOffset();
        boolean checkFile = round++ % ROUNDS_TO_CHECK_FILE == 0;
        if (checkFile && !at.isIntact()) {
            tell(LOST_DESCRIPTOR);
            return LOST_DESCRIPTOR;
        }
        if (!warning.isEmpty()) {
            tell(warning);
            warning = "";
        }
        long word = at.map.word();
        int owner = SemaphoreWord.owner(word);
        int value = SemaphoreWord.value(word);
        strangeLock = null;
        if (owner == SemaphoreWord.NO_OWNER) {
            unowned(at, word, now);
        } else {
            sawNoForeign();
            if (SemaphoreWord.isSlot(owner) && !owned(at, owner, now)) {
                tell(LOST_DESCRIPTOR);
                return LOST_DESCRIPTOR;
            }
        }
        wakeIfIdle(at, value > 0 && SemaphoreWord.waiters(word) > 0 && word == lastWord);
        report(at, owner, word, now, checkFile);
        lastWord = at.map.word();
        return null;
    }

    /** What was found and done since this was asked last. */
    synchronized Findings findings() {
        long freed = takeover.untoldDeath();
        Findings all = new Findings(problems, freed, freed == 0 ? Optional.empty() : takeover.freedFrom());
        problems.clear();
        return all;
    }

    private void unowned(Attachment at, long word, long now) {
        int value = SemaphoreWord.value(word);
        if (value == 0) {
            sawForeign(now);
        } else {
            sawNoForeign();
        }
        if (value > 1 && at.map.compareAndSetWord(word, SemaphoreWord.with(word, SemaphoreWord.NO_OWNER, 1))) {
            at.map.count(SemaphoreMap.ABSORBED, value - 1L);
        }
    }

    /** False: a descriptor is not ours any more, so that its locks mean nothing. */
    private boolean owned(Attachment at, int owner, long now) {
        if (owner == at.slot) {
            Takeover.absorb(at, owner);
            return true;
        }
        Takeover.Outcome outcome = takeover.free(at, owner, now);
        if (outcome == Takeover.Outcome.BUSY) {
            // Whoever may open the file can lock all of it, and then the dead look alive.
            strangeLock = at.slots
                    .strangeLock(owner)
                    .map(lock ->
                            lock + " covers the byte that says whether the holder lives: if it dies, nobody can tell. "
                                    + SlotLocks.WAY_OUT)
                    .orElse(null);
        }
        return outcome != Takeover.Outcome.LOST_DESCRIPTOR;
    }

    /** Free, somebody registered, and nothing moves: the sleeper that was woken died, or the waker did before it woke one. */
    private void wakeIfIdle(Attachment at, boolean idle) {
        idleRounds = idle ? idleRounds + 1 : 0;
        if (idleRounds >= ROUNDS_TO_WAKE || wakeOwed) {
            wakeOwed = false;
            idleRounds = 0;
            Futex.wakeOne(at);
        }
    }

    private void report(Attachment at, int owner, long word, long now, boolean checkFile) {
        if (checkFile) {
            elsewhere = !at.isUnderItsName();
        }
        // Why it is elsewhere is asked now: the last answer may be 10 ms old.
        boolean unlinked = elsewhere ? at.isUnlinkedNow() : at.isUnlinked(now);
        String standing = null;
        if (unlinked && owner == at.slot) {
            standing = UNLINKED_WHILE_HELD;
        } else if (unlinked && SemaphoreWord.value(word) == 0) {
            standing = UNLINKED_AND_LOCKED; // else the next claim, or the reaper, moves to the new file
        } else if (!unlinked && elsewhere) {
            standing = ELSEWHERE;
        } else {
            standing = strangeLock;
        }
        String corruption = at.corruption(owner);
        if (corruption != null) {
            tell(corruption);
        }
        standing = cannotMove == null ? standing : cannotMove;
        problem = standing;
        if (standing != null) {
            tell(standing);
        }
        if (SemaphoreWord.waiters(word) >= MANY_WAITERS) {
            tell("2^20 registered waiters, most of them killed; make the lock anew when nothing uses it");
        }
    }

    /** The file was given up, and the one that has the name now cannot be opened; null: it was. */
    void moves(@Nullable String failure) {
        cannotMove = failure == null
                ? null
                : "its file was unlinked, and what has the name now cannot be opened: " + failure
                        + " Nobody can claim it here";
        problem = cannotMove;
    }

    /** Why its file may not exclude everybody at the moment, as of the last look; null if nothing is known. */
    @Nullable
    String problem() {
        return problem;
    }

    synchronized void tell(String what) {
        if (told.add(what)) {
            problems.add(what);
        }
    }
}
