package io.globallock.search;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the edited classes call: {@link #point()} before each access to what threads share, and the others in place of whatever waits,
 * interrupts or tells the time. On a thread that plays no part, points do nothing, and waiting fails.
 */
public final class Stage {

    private Stage() {}

    /** Called by the edited classes where the turn of another thread may begin. */
    public static void point() {
        Actor me = me();
        if (me != null && !me.quiet) {
            of(me).step(me);
        }
    }

    /** {@link LockSupport#park(Object)} and its brothers. */
    public static void park(Object blocker) {
        parkNanos(blocker, Long.MAX_VALUE);
    }

    public static void parkNanos(long nanos) {
        parkNanos(Stage.class, nanos);
    }

    public static void parkNanos(Object blocker, long nanos) {
        Actor me = me();
        if (me == null) {
            throw new AssertionError("would wait for ever: " + blocker);
        }
        me.parked = true;
        me.wakesAt = nanos == Long.MAX_VALUE ? nanos : of(me).in(nanos);
        of(me).step(me);
        me.parked = false;
        me.woken = false;
    }

    public static void unpark(@Nullable Thread thread) {
        if (thread instanceof Actor actor) {
            actor.woken = true;
        }
    }

    /** {@link Thread#onSpinWait()}. */
    public static void spin() {
        Actor me = me();
        if (me != null && !me.quiet) {
            me.spins = true;
            of(me).step(me);
            me.spins = false;
        }
    }

    /** {@link Thread#interrupted()}. */
    public static boolean interrupted() {
        point();
        Actor me = me();
        boolean was = me != null && me.interrupted;
        if (me != null) {
            me.interrupted = false;
        }
        return was;
    }

    /** {@link Thread#isInterrupted()}. */
    public static boolean isInterrupted(Thread thread) {
        point();
        return thread instanceof Actor actor && actor.interrupted;
    }

    /** {@link Thread#interrupt()}. */
    public static void interrupt(Thread thread) {
        point();
        if (thread instanceof Actor actor) {
            actor.interrupted = true;
        }
    }

    /** {@link System#nanoTime()}. */
    public static long nanoTime() {
        Actor me = me();
        return me == null ? System.nanoTime() : of(me).tick();
    }

    /** {@link java.util.concurrent.Executor#execute}: by a thread that has no part yet. */
    public static void execute(Executor executor, Runnable task) {
        Actor me = me();
        if (me == null) {
            executor.execute(task);
            return;
        }
        of(me).cast(task);
    }

    /** So that a failure is known even if it is caught on its way. */
    static AssertionError failed(AssertionError failure) {
        Actor me = me();
        if (me != null) {
            of(me).note(failure);
        }
        return failure;
    }

    private static @Nullable Actor me() {
        return Thread.currentThread() instanceof Actor actor ? actor : null;
    }

    private static Schedule of(Actor actor) {
        Schedule schedule = actor.schedule();
        if (schedule == null) {
            throw new IllegalStateException(actor + " plays nothing");
        }
        return schedule;
    }
}
