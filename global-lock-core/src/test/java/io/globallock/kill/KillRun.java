package io.globallock.kill;

import io.globallock.peer.Canary;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.SemaphoreFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Some JVMs, a C program and a Python program contend for a lock with takeover delay 0, the hardest setting. The JVMs die by
 * SIGKILL, half of them at random moments, half at a chosen step of the protocol, and others take their places. Twice for each kill, one
 * of them is interrupted, has a claim cancelled, closes and opens the lock, or is stopped for a while ({@link Unrest}).
 */
final class KillRun implements AutoCloseable {

    /** Two die at steps, two at random moments. */
    private static final int JVMS = 4;

    private static final String CONTEND = "contend 7200000 1500 600 1";
    private static final String STORM = "storm 7200000 1500 600";
    private static final int UNREST_PER_KILL = 2;
    private static final long HOLDING_NANOS = 20_000_000;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int RANDOM_KILLS_AHEAD = 5;
    private static final int MOST_TIMES = 3;
    private static final long PATIENCE_NANOS = 300_000_000;
    private static final long STUCK_NANOS = Duration.ofSeconds(15).toNanos();

    private final String lock;
    private final Canary canary = Canary.create();
    private final Spares spares;
    private final List<Peer> foreign = new ArrayList<>();
    private final List<Victim> victims = new ArrayList<>();
    private final Map<String, Integer> killsByStep = new TreeMap<>();
    private final Random random = new Random();
    private final Unrest unrest = new Unrest(canary, random);
    private final DeathPlan plan = new DeathPlan();
    private int randomKills;
    private int stepKills;
    private int lateKills;
    private long lastKill;

    KillRun(String lock, String... options) {
        this.lock = lock;
        String[] all =
                Stream.concat(Stream.of(DieAtStep.option()), Stream.of(options)).toArray(String[]::new);
        spares = new Spares(lock, Duration.ZERO, canary, 3, all);
        for (ForeignPeer language : ForeignPeer.values()) {
            foreign.add(language.start(lock, canary, foreign.size()));
        }
        foreign.forEach(Peer::awaitReady);
    }

    /** Kills that many; more if a step has had none, fewer if two are inside together. */
    KillReport run(int kills) {
        long start = System.nanoTime();
        foreign.forEach(peer -> peer.send(CONTEND));
        for (int i = 0; i < JVMS; i++) {
            victims.add(replacement(i % 2 == 0));
        }
        long lastEntries = 0;
        long lastProgress = start;
        while (isTooFew(kills) && canary.violations() == 0) {
            LockSupport.parkNanos((long) (random.nextDouble() * PAUSE_NANOS));
            replaceTheDead();
            unrest.resume();
            for (int i = 0; i < UNREST_PER_KILL && unrest.total() < UNREST_PER_KILL * (kills() + JVMS); i++) {
                unrest.disturb(victims);
            }
            // Who shall die during a takeover needs somebody who has died before: so never wait for long.
            if (randomKills < stepKills + RANDOM_KILLS_AHEAD || System.nanoTime() - lastKill > PATIENCE_NANOS) {
                killAtRandom();
            }
            if (canary.entries() != lastEntries) {
                lastEntries = canary.entries();
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > STUCK_NANOS) {
                throw new IllegalStateException("nobody gets in any more: " + SemaphoreFile.read(lock) + ", " + canary);
            }
        }
        return finish(Duration.ofNanos(System.nanoTime() - start));
    }

    /** On a slow machine most die at random: then it takes more until each step has had its death. */
    private boolean isTooFew(int wanted) {
        int kills = kills();
        boolean everyStep = wanted < DeathPlan.ENOUGH_FOR_ALL_STEPS || killsByStep.size() == DeathPlan.STEPS.size();
        return kills < wanted || (!everyStep && kills < MOST_TIMES * wanted);
    }

    private int kills() {
        return randomKills + stepKills + lateKills;
    }

    private Victim replacement(boolean atStep) {
        Victim victim = new Victim(spares.take(), atStep ? plan.next() : null);
        victim.start(STORM);
        return victim;
    }

    private void replaceTheDead() {
        for (int i = 0; i < victims.size(); i++) {
            Victim victim = victims.get(i);
            if (!victim.isAlive()) {
                stepKills++;
                killsByStep.merge(victim.step(), 1, Integer::sum);
                victims.set(i, replacement(true));
            } else if (victim.isLate()) {
                // Its step has not come up: another one tries.
                plan.postpone(victim.step());
                victim.kill();
                lateKills++;
                victims.set(i, replacement(true));
            }
        }
    }

    private void killAtRandom() {
        List<Victim> candidates =
                victims.stream().filter(victim -> victim.step() == null).toList();
        Victim chosen = candidates.get(random.nextInt(candidates.size()));
        if (random.nextInt(3) > 0) {
            Unrest.awaitInside(canary, chosen, HOLDING_NANOS);
        }
        chosen.kill();
        unrest.forget(chosen);
        randomKills++;
        lastKill = System.nanoTime();
        victims.set(victims.indexOf(chosen), replacement(false));
    }

    private KillReport finish(Duration time) {
        unrest.resumeAll();
        canary.stop();
        List<Peer> alive = new ArrayList<>(foreign);
        for (Victim victim : victims) {
            if (victim.survives()) {
                alive.add(victim.peer());
            }
        }
        foreign.forEach(Peer::answer);
        List<String> shutOut = new ArrayList<>();
        for (Peer peer : alive) {
            if (peer.ask("enter 10000").equals("true")) {
                peer.ask("leave");
            } else {
                shutOut.add(peer.toString());
            }
        }
        // The last one does not die at a step.
        long takeovers = Long.parseLong(victims.get(JVMS - 1).peer().ask("takeovers"));
        return new KillReport(
                time,
                randomKills + lateKills,
                killsByStep,
                unrest.counts(),
                unrest.stoppedHolders(),
                seen(),
                canary.violations(),
                shutOut,
                SemaphoreFile.read(lock),
                takeovers,
                canary.toString());
    }

    private Map<Canary.Event, Long> seen() {
        Map<Canary.Event, Long> seen = new EnumMap<>(Canary.Event.class);
        for (Canary.Event event : Canary.Event.values()) {
            seen.put(event, canary.seen(event));
        }
        return seen;
    }

    @Override
    public void close() {
        foreign.forEach(Peer::close);
        spares.close();
        unrest.close();
        canary.close();
    }
}
