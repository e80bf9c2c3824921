package io.globallock.search;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that runs only when it is its turn. It plays one act after the other, of one schedule after the other. */
final class Actor extends Thread {

    private final int number;
    private volatile @Nullable Schedule schedule;
    private Play.@Nullable Act act;

    /** Looks at the state of the play, and is not to be stopped. */
    boolean quiet;

    /** Waits, until it is woken or interrupted. */
    boolean parked;

    /** The moment at which it wakes by itself, {@link Long#MAX_VALUE} if never. */
    long wakesAt;

    /** Was woken before it waited, as {@link LockSupport} has it. */
    boolean woken;

    boolean interrupted;

    /** Waits actively: it runs again when others did, or when nobody else can. */
    boolean spins;

    boolean ended;

    Actor(int number) {
        super(null, null, "actor-" + number, 0, false);
        this.number = number;
        setDaemon(true);
    }

    /** Before its schedule begins. */
    void cast(Schedule of, Play.Act next) {
        quiet = false;
        parked = false;
        woken = false;
        interrupted = false;
        spins = false;
        ended = false;
        act = next;
        schedule = of;
    }

    @Nullable
    Schedule schedule() {
        return schedule;
    }

    boolean canRun() {
        return !ended && (!parked || woken || interrupted);
    }

    /** Whether only time has to pass. */
    boolean naps() {
        return !ended && !canRun() && wakesAt != Long.MAX_VALUE;
    }

    @Override
    public void run() {
        while (true) {
            Schedule mine = schedule;
            if (mine == null || !mine.isTurnOf(this) || ended) {
                LockSupport.park(this);
                continue;
            }
            try {
                if (act != null && !mine.isStopped()) {
                    act.run();
                }
            } catch (Throwable e) {
                mine.note(e);
            }
            mine.end(this);
        }
    }

    @Override
    public String toString() {
        return "actor " + number;
    }
}
