package io.globallock.kill;

import io.globallock.peer.Canary;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is done to the victims of a {@link KillRun} beside killing them. Only those that die at nobody else's hand are stopped: a
 * stopped holder must be waited for, however long it takes.
 */
final class Unrest implements AutoCloseable {

    /** One thing that happens to one victim. */
    enum Kind {
        /** Of the thread that claims and releases. */
        INTERRUPT,
        /** An interrupt of the virtual thread that claims. */
        CANCEL,
        /** The lock is closed and opened again. */
        REOPEN,
        /** SIGSTOP, later SIGCONT. */
        STOP
    }

    private static final long LONGEST_STOP_NANOS = 150_000_000;
    private static final long HOLDING_NANOS = 20_000_000;

    private final Canary canary;
    private final Random random;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<Victim, Long> stopped = new HashMap<>();
    private final Guardian guardian = new Guardian();
    private int stoppedHolders;

    Unrest(Canary canary, Random random) {
        this.canary = canary;
        this.random = random;
    }

    /** Something happens to one of them, and those whose stop is over go on. */
    void disturb(List<Victim> victims) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        Victim victim = victims.get(random.nextInt(victims.size()));
        switch (kind) {
            case INTERRUPT -> victim.disturb("!interrupt");
            case CANCEL -> victim.disturb("!cancel");
            case REOPEN -> victim.disturb("!reopen");
            case STOP -> {
                if (victim.step() != null || stopped.containsKey(victim)) {
                    return;
                }
                stop(victim);
            }
        }
        counts.merge(kind, 1, Integer::sum);
    }

    private void stop(Victim victim) {
        awaitInside(canary, victim, HOLDING_NANOS);
        stopped.put(victim, System.nanoTime() + (long) (random.nextDouble() * LONGEST_STOP_NANOS));
        guardian.watch(stopped.keySet()); // first: nobody else would let it go on if this process died now
        victim.peer().suspend();
        if (canary.inside() == victim.pid()) {
            stoppedHolders++;
        }
    }

    /** Those whose time is over go on. */
    void resume() {
        long now = System.nanoTime();
        stopped.entrySet().removeIf(entry -> {
            boolean due = entry.getValue() - now < 0;
            if (due) {
                entry.getKey().peer().resume();
            }
            return due;
        });
    }

    void resumeAll() {
        stopped.keySet().forEach(victim -> victim.peer().resume());
        stopped.clear();
    }

    /** It is killed, stopped or not. */
    void forget(Victim victim) {
        stopped.remove(victim);
    }

    /** Gives up soon: that somebody holds is a wish. */
    static void awaitInside(Canary canary, Victim victim, long nanos) {
        long end = System.nanoTime() + nanos;
        while (canary.inside() != victim.pid() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    Map<Kind, Integer> counts() {
        return counts;
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int stoppedHolders() {
        return stoppedHolders;
    }

    @Override
    public void close() {
        guardian.close();
    }
}
