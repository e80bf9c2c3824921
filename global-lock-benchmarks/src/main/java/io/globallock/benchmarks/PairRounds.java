package io.globallock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rounds in which each process in turn runs its pairs alone. */
final class PairRounds {

    private PairRounds() {}

    /** CPU nanoseconds for a pair, in the order of the processes: a busy machine stretches the time on the wall, not this. */
    static List<Samples> run(List<Child> children, Effort effort) {
        for (int i = 0; i < effort.warmUps(); i++) {
            children.forEach(child -> turn(child, effort));
        }
        List<List<Double>> results = Stream.generate(() -> (List<Double>) new ArrayList<Double>())
                .limit(children.size())
                .toList();
        for (int round = 0; round < effort.rounds(); round++) {
            for (int i = 0; i < children.size(); i++) {
                // Another one begins each round: nobody always runs first.
                int next = (i + round) % children.size();
                results.get(next).add(turn(children.get(next), effort));
            }
        }
        return results.stream().map(Samples::new).toList();
    }

    private static double turn(Child child, Effort effort) {
        long before = CpuTime.nanos(child.pid());
        long pairs = Bench.numbers(child.ask("pairs", effort.turn().toNanos()))[0];
        return (double) (CpuTime.nanos(child.pid()) - before) / pairs;
    }
}
