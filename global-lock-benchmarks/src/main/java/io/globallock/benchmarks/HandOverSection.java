package io.globallock.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How soon a process that waits gets the lock which another gives back. */
final class HandOverSection implements Section {

    /** A hand-over takes 0.6 ms: a turn of this many has enough of them. */
    private static final int TURNS = 2;

    @Override
    public List<Table> measure(Bench bench) {
        List<Duo> duos = Duo.all(bench);
        Duration time = bench.effort().turn().multipliedBy(TURNS);
        for (int i = 0; i < bench.effort().warmUps(); i++) {
            duos.forEach(duo -> duo.ask("contend", bench.effort().turn()));
        }
        List<List<Double>> medians = new ArrayList<>();
        List<List<Double>> all = new ArrayList<>();
        for (int i = 0; i < duos.size(); i++) {
            medians.add(new ArrayList<>());
            all.add(new ArrayList<>());
        }
        for (int round = 0; round < bench.effort().rounds(); round++) {
            for (int i = 0; i < duos.size(); i++) {
                List<Double> micros = HandOver.micros(duos.get(i)
                        .askUntil(answers -> !HandOver.micros(answers).isEmpty(), "handover", time));
                medians.get(i).add(new Samples(micros).median());
                all.get(i).addAll(micros);
            }
        }
        return List.of(table(duos, medians, all));
    }

    private static Table table(List<Duo> duos, List<List<Double>> medians, List<List<Double>> all) {
        Table table = new Table(
                "Hand-over: from the post to the claim of the process that waited",
                "The median of each round, then the median of the rounds; 99 % of all hand-overs took at most the last figure.",
                "who",
                "p50 in µs: median (min–max)",
                "times C's: median (min–max)",
                "p99 in µs",
                "target");
        Samples c = new Samples(medians.get(0));
        for (int i = 0; i < duos.size(); i++) {
            Samples own = new Samples(medians.get(i));
            Samples ratio = own.dividedBy(c);
            table.row(
                    duos.get(i).title(),
                    own.show(1),
                    ratio.show(2),
                    "%.0f".formatted(new Samples(all.get(i)).quantile(0.99)),
                    duos.get(i).hasTargets() ? Target.atMost(1.5, 1, "×").judge(ratio.median()) : "");
        }
        return table;
    }
}
