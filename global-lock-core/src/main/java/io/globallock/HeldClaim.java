package io.globallock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outermost claim of a lock, and the book-keeping of the nested ones. Made before the lock is entered, so that no
 * allocation stands between entering and remembering it.
 *
 * <p>Phase and depth share one word, so that a release, a nested claim and a force from another thread cannot cross:
 *
 * <pre>
 *  31              4 3     0
 * +-----------------+-------+
 * |      depth      | phase |
 * +-----------------+-------+
 * </pre>
 */
final class HeldClaim implements Claim {

    /** Not inside yet. */
    static final int NEW = 0;
    /** Inside. */
    static final int HELD = 1;
    /** Somebody does the native part of the release. */
    static final int LEAVING = 2;
    /** Outside again; the permit may still have to go back. */
    static final int LEFT = 3;
    /** Outside against its will; the permit may still have to go back. */
    static final int OUSTED = 4;
    /** All done after a release. */
    static final int RELEASED = 5;
    /** All done after a loss. */
    static final int LOST = 6;
    /** The waiter gave up; a helper thread owns what comes of it. */
    static final int ABANDONED = 7;
    /** Never was inside; the permit may still have to go back. */
    static final int TURNED_AWAY = 8;

    /** All done after a release whose releaser has not been told so. */
    static final int TIDIED = 9;

    private static final int PHASE_BITS = 4;
    static final int PHASE_MASK = (1 << PHASE_BITS) - 1;
    private static final int ONE_DEEPER = 1 << PHASE_BITS;
    private static final int MAX_DEPTH = Integer.MAX_VALUE >> PHASE_BITS;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(HeldClaim.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Held once: what a failed release falls back to. */
    static final int HELD_ONCE = HELD | ONE_DEEPER;

    private final Occupancy occupancy;
    private final @Nullable Thread thread;
    private final boolean binary;
    private boolean handleSpent; // its thread's only; the hold may live on through nested claims
    private long token;
    private long claimedAt;

    /** Of the permit, as soon as it is had; {@link Permit#NONE} before. */
    int stamp;

    /**
     * Read with acquire and changed by compare-and-set, but for the plain stores of a release: a store cannot fail for want of
     * stack, a call can.
     */
    int word;

    /**
     * Nobody may come to release it: an error struck before the caller got the handle, or in the middle of its release. The reaper
     * does.
     */
    volatile boolean orphaned;

    HeldClaim(Occupancy occupancy, @Nullable Thread thread, boolean binary) {
        this.occupancy = occupancy;
        this.thread = thread;
        this.binary = binary;
    }

    /** What is to be remembered of an entry, before {@link #word} says that it happened. */
    void remember(long fencingToken, long now) {
        token = fencingToken;
        claimedAt = now;
    }

    int word() {
        return (int) WORD.getAcquire(this);
    }

    int phase() {
        return word() & PHASE_MASK;
    }

    void abandon() {
        WORD.setRelease(this, ABANDONED);
    }

    /** From one phase to the next, for one caller only. */
    boolean move(int from, int to) {
        return WORD.compareAndSet(this, from, to);
    }

    /** From a word in phase HELD to LEAVING, for one caller only. */
    boolean startLeaving(int seen) {
        return WORD.compareAndSet(this, seen, LEAVING);
    }

    /** Whether the permit may still have to go back, and nobody else sees to it. */
    boolean isUnfinished() {
        int phase = phase();
        return phase == LEFT || phase == OUSTED || phase == TURNED_AWAY;
    }

    long claimedAt() {
        return claimedAt;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    boolean isHeldBy(Thread candidate) {
        return thread == candidate && phase() == HELD;
    }

    /** One level deeper; the caller's thread holds this claim. Null: it was forced out meanwhile. */
    @Nullable
    Claim nest() {
        int seen = word();
        if ((seen & PHASE_MASK) != HELD) {
            return null;
        }
        if (seen >>> PHASE_BITS >= MAX_DEPTH) {
            throw new IllegalStateException("Lock " + occupancy.lock().name() + " is claimed " + MAX_DEPTH
                    + " times by this thread, the most that can be counted. Release claims before nesting more.");
        }
        NestedClaim nested = new NestedClaim(this);
        return WORD.compareAndSet(this, seen, seen + ONE_DEEPER) ? nested : null;
    }

    /** One level up again, or out of the lock. False: it was not held any more. */
    boolean surface() {
        while (true) {
            int seen = word();
            int phase = seen & PHASE_MASK;
            if (phase == LEFT || phase == OUSTED || phase == TIDIED) {
                return occupancy.finishLate(this);
            }
            if (phase == LEAVING) {
                Thread.onSpinWait(); // a force or the reaper is in the native step, which succeeds or is taken back
                continue;
            }
            if (phase != HELD) {
                return false;
            }
            if (seen >>> PHASE_BITS == 1) {
                if (occupancy.leave(this)) {
                    return true;
                }
                continue; // done, or begun by another meanwhile, whose step may be taken back: the word tells
            }
            if (WORD.compareAndSet(this, seen, seen - ONE_DEEPER)) {
                return true;
            }
        }
    }

    /** @throws NotOwnerException if the caller is another thread than the claim's */
    void checkOwner() {
        Thread me = Thread.currentThread();
        if (thread != null && thread != me) {
            throw new NotOwnerException(occupancy.lock().name(), thread.getName(), me.getName());
        }
    }

    @Override
    public boolean release() {
        int phase = phase();
        if (phase == RELEASED || phase == LOST || (handleSpent && isOwnThread())) {
            return extraneous();
        }
        checkOwner();
        int depth = depth();
        if (binary && depth > 1) {
            throw new ClaimOrderException(occupancy.lock().name(), depth);
        }
        boolean released = surface();
        handleSpent = true;
        return released;
    }

    /** A release that has nothing to release: says so, and changes nothing. */
    boolean extraneous() {
        occupancy.events().extraneousRelease(this);
        return false;
    }

    @Override
    public boolean leaveLocked() {
        while (true) {
            int seen = word();
            int phase = seen & PHASE_MASK;
            if (phase == LEAVING) {
                Thread.onSpinWait(); // as in surface()
                continue;
            }
            if (phase != HELD) {
                return extraneous();
            }
            checkOwner();
            int depth = seen >>> PHASE_BITS;
            if (depth > 1) {
                throw new ClaimOrderException(occupancy.lock().name(), depth);
            }
            if (occupancy.leaveLocked(this)) {
                handleSpent = true;
                return true;
            }
            phase = phase();
            if (phase == LEFT || phase == TIDIED) { // this call did it, and the reaper was faster with the rest
                occupancy.finishLate(this);
                handleSpent = true;
                return true;
            }
            if (isLost()) {
                return false; // and its listeners know
            }
        }
    }

    private boolean isOwnThread() {
        return thread == null || thread == Thread.currentThread();
    }

    @Override
    public void close() {
        release();
    }

    @Override
    public GlobalLock lock() {
        return occupancy.lock();
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public int depth() {
        return word() >>> PHASE_BITS;
    }

    @Override
    public boolean isHeld() {
        return phase() == HELD;
    }

    @Override
    public boolean isLost() {
        int phase = phase();
        return phase == LOST || phase == OUSTED;
    }

    @Override
    public Optional<Thread> owner() {
        return Optional.ofNullable(thread);
    }

    @Override
    public Duration held() {
        return Duration.ofNanos(System.nanoTime() - claimedAt);
    }
}
