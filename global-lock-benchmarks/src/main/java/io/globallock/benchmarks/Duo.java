package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Two processes on one lock.
 *
 * @param hasTargets whether it is the one that the targets are meant for
 */
record Duo(String title, boolean hasTargets, Child first, Child second) {

    private static final Duration HEAD_START = Duration.ofMillis(5);
    private static final int MOST_TURNS = 50;

    /** The first are two C processes, with which all others are compared. */
    static List<Duo> all(Bench bench) {
        return List.of(
                c(bench),
                java("**two JVMs, owned**", JavaRival.OWNED, bench),
                mixed(bench),
                java("two JVMs, plain", JavaRival.PLAIN, bench));
    }

    private static Duo c(Bench bench) {
        String name = bench.newName();
        return new Duo("two C processes", false, bench.c("semaphore", name), bench.c("semaphore", name));
    }

    private static Duo java(String title, JavaRival rival, Bench bench) {
        String name = bench.newName();
        return new Duo(title, rival == JavaRival.OWNED, bench.java(rival, name), bench.java(rival, name));
    }

    private static Duo mixed(Bench bench) {
        String name = bench.newName();
        return new Duo(
                "a JVM, owned, and a C process", false, bench.java(JavaRival.OWNED, name), bench.c("semaphore", name));
    }

    /** Sends both the command, to begin at the same moment, and waits for both answers. */
    List<String> ask(String command, Duration time) {
        long from = System.nanoTime() + HEAD_START.toNanos();
        first.send(command, from, time.toNanos());
        second.send(command, from, time.toNanos());
        return List.of(first.answer(), second.answer());
    }

    /** Until the answers tell something: on a busy machine a turn may be over before the two have met. */
    List<String> askUntil(Predicate<List<String>> useful, String command, Duration time) {
        for (int i = 0; i < MOST_TURNS; i++) {
            List<String> answers = ask(command, time);
            if (useful.test(answers)) {
                return answers;
            }
        }
        throw new IllegalStateException("no " + command + " in " + MOST_TURNS + " turns of " + title);
    }
}
