package io.globallock.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One order of the steps of several threads, of which one runs at a time. Whatever waits, waits here and not in the JVM; time is a
 * number that grows when somebody waits for it. So the same choices make the same schedule.
 */
final class Schedule {

    private static final int MOST_STEPS = 20_000;

    /** A thread that waits actively, while nobody else can run, waits so long between its looks. */
    private static final long SPIN_NANOS = 1_000_000;

    private final List<Actor> actors;
    private final Play play;
    private final Order order;
    private final @Nullable List<String> trace;
    private final Thread director = Thread.currentThread();
    private volatile @Nullable Actor turn;
    private @Nullable Throwable failure;
    private boolean stopped;
    private int steps;
    private long clock;

    /** Ends a thread whose schedule has failed elsewhere. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the schedule has failed", null, false, false);
        }
    }

    /** @param trace gets a line for each switch; null: nobody wants to know */
    Schedule(List<Actor> actors, Play play, Order order, @Nullable List<String> trace) {
        this.actors = actors;
        this.play = play;
        this.order = order;
        this.trace = trace;
    }

    /** Plays it to its end. What failed, or null. */
    @Nullable
    Throwable run() {
        List<Play.Act> acts = play.acts();
        List<Actor> cast = actors.subList(0, acts.size());
        for (int i = 0; i < acts.size(); i++) {
            cast.get(i).cast(this, acts.get(i));
        }
        actors.subList(acts.size(), actors.size()).forEach(idle -> idle.ended = true);
        pass(choose(null));
        while (turn != null) {
            LockSupport.park(this);
        }
        if (failure == null) {
            try {
                play.afterwards();
            } catch (Throwable e) {
                failure = e;
            }
        }
        return failure;
    }

    /** Time that passes while this one waits. */
    long in(long nanos) {
        return clock + nanos;
    }

    /** The present moment, later than any before. */
    long tick() {
        return ++clock;
    }

    /** Gives a task to a thread that has no part, or no longer. */
    void cast(Runnable task) {
        actors.stream()
                .filter(actor -> actor.ended)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("too few actors"))
                .cast(this, task::run);
    }

    /** One more step of the actor whose turn it is, if it is not another's turn first. */
    void step(Actor me) {
        if (stopped) {
            throw new Stopped();
        }
        if (++steps > MOST_STEPS) {
            throw Stage.failed(new AssertionError("it does not end within " + MOST_STEPS + " steps"));
        }
        look(me);
        Actor next = choose(me);
        if (next != me) {
            if (trace != null) {
                trace.add(me + " at " + place());
            }
            pass(next);
            while (turn != me) {
                LockSupport.park(this);
            }
        }
        if (stopped) {
            throw new Stopped();
        }
    }

    private void look(Actor me) {
        me.quiet = true;
        try {
            play.always();
        } finally {
            me.quiet = false;
        }
    }

    /** Who is next; null if all have ended. */
    private @Nullable Actor choose(@Nullable Actor me) {
        if (stopped) {
            return actors.stream().filter(actor -> !actor.ended).findFirst().orElse(null);
        }
        List<Actor> options = new ArrayList<>(actors.size());
        boolean goesOn = me != null && me.canRun() && !me.spins;
        if (goesOn) {
            options.add(me);
        }
        for (Actor actor : actors) {
            if (actor != me && actor.canRun()) {
                options.add(actor);
            }
        }
        int canRun = options.size();
        for (Actor actor : actors) {
            if (actor.naps()) {
                options.add(actor);
            }
        }
        if (options.isEmpty() && me != null && me.spins) {
            clock += SPIN_NANOS;
            return me;
        }
        if (options.isEmpty()) {
            return ended();
        }
        int free = goesOn ? 1 : canRun > 0 ? canRun : options.size();
        Actor next = options.get(options.size() == 1 ? 0 : order.next(options.size(), free));
        if (next.naps()) {
            clock = Math.max(clock, next.wakesAt);
        }
        return next;
    }

    private @Nullable Actor ended() {
        List<Actor> left = actors.stream().filter(actor -> !actor.ended).toList();
        if (left.isEmpty()) {
            return null;
        }
        note(new AssertionError("waits for ever: " + left));
        return left.get(0);
    }

    boolean isTurnOf(Actor actor) {
        return turn == actor;
    }

    boolean isStopped() {
        return stopped;
    }

    /** The first failure is the one that counts; it ends the others. */
    void note(Throwable e) {
        if (!stopped) {
            failure = e;
            stopped = true;
        }
    }

    void end(Actor me) {
        me.ended = true;
        if (trace != null) {
            trace.add(me + " has ended");
        }
        try {
            pass(choose(me));
        } catch (RuntimeException e) {
            note(e); // of the order: the play is not the same each time
            pass(choose(me));
        }
    }

    private void pass(@Nullable Actor next) {
        turn = next;
        LockSupport.unpark(next == null ? director : next);
    }

    private static String place() {
        return StackWalker.getInstance().walk(frames -> frames.filter(
                        frame -> !frame.getClassName().startsWith(Schedule.class.getPackageName()))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .orElse("its end"));
    }
}
